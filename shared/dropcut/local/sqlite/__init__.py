"""What the one-machine home keeps in its SQLite file."""
