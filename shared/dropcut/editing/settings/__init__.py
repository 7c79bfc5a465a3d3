"""`dropcut.yaml`: what a user settles about a drop, read from text that a stranger wrote."""
