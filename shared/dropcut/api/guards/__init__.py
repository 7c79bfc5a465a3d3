"""What every request passes before a route sees it, one guard a file."""
