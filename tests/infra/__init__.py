"""The house itself: its architecture, its locks, its package, its commands."""
