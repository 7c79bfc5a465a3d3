"""Pictures by meaning: what the script asks to be seen, what the footage has of it, and which of it is shown."""
