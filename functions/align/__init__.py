"""Chooses the takes, by what they mean too where words alone do not tell."""
