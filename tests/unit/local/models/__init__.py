"""Fetching, bringing and verifying models."""
