"""Looks for marks of others in the stills that were kept of a clip."""
