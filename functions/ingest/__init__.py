"""Looks at what was dropped."""
