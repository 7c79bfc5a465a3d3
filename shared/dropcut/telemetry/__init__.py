"""How a home is watched: what can be counted, and the libraries that tell others of it. Each is imported where it is used."""
