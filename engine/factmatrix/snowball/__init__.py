"""The snowball (R6–R34): what a push brings, what follows by itself, what stays."""
