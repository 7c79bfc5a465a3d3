"""Deployable Cloud Run GPU jobs: one folder each, a few lines in its `main.py`."""
