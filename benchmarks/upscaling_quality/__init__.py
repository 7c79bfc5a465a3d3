"""Whether pictures that were made larger are worth looking at: real photographs, spoiled, and brought back in several ways."""
