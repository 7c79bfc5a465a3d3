"""Dropcut: drop a script and your raw footage into a folder; get back the cut."""

__version__ = "0.1.0"
