"""Looks at every frame of a clip once: its scenes, and stills of it."""
