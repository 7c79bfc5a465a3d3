"""Finds the scenes of a clip that takes longer than a function may run: a task of a Cloud Run job."""
