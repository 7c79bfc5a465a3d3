"""Ports kept in plain dictionaries: for simulations, and for one process that keeps nothing."""
