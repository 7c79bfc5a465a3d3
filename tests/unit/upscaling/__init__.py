"""Engines that make pictures larger: what the port promises, kept by each of them."""
