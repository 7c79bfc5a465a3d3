"""Advances jobs: when a message says so, and when a drop changes in the inbox."""
