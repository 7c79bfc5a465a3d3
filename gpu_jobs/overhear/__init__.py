"""Hearing without a script."""
