"""Seeing: scenes of generated clips, and marks in them."""
