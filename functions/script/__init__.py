"""Reads the script and the settings."""
