"""Finds the script's lines in what was heard, and clips that heard the same."""
