"""Looks for what was forgotten, whenever the clock calls."""
