"""Answers programs and pages: the API."""
