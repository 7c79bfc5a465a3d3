"""The status document of a drop: in plain words what happens, what is missing, where the result is."""
