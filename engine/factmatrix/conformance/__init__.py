"""Whether a position keeps what the engine promises of every position: tried out on many brands."""
