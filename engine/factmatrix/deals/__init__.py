"""Deals with creators: what each brought, in which order they stand, and what speaks against it."""
