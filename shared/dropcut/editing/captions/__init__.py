"""Captions: the script's spelling at the times it is said, in rows that can be read."""
