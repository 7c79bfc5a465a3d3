"""Jobs of Cloud Run."""
