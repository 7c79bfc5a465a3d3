"""What a command does with a home elsewhere."""
