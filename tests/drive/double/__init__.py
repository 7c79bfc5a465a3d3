"""A double of Google Drive that speaks HTTP: what a user does in it, what it answers, and what goes wrong on the way."""
