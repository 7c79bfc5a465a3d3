"""How well and how fast footage is seen: scenes, and marks that others left in it."""
