"""The home on Google Cloud: the only drawer that knows Google."""
