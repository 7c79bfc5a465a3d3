"""Homes of the cloud, visited."""
