"""Hears what is said in a clip, once it is known by which engine."""
