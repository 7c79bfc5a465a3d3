"""Captions of a cut."""
