"""Google Pub/Sub: messages to whoever does the work."""
