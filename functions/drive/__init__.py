"""Drive in and out."""
