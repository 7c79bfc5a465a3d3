"""The cut as timelines for other editors."""
