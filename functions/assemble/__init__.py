"""Joins picture and sound, once it is known by which encoder."""
