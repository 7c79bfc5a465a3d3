"""Requests from outside."""
