"""Sending a folder into the inbox."""
