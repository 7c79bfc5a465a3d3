"""Deployable Cloud Run functions: one folder each, one short `def` in its `main.py`."""
