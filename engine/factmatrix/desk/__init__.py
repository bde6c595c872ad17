"""What an interactive app asks of the engine, and the process in which the engine answers."""
