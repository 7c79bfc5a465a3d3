"""Drops in a bucket of their own, and their deliveries beside the store."""
