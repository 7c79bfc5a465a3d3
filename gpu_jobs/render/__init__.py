"""Renders segments: one of the tasks of a Cloud Run job, told by the environment which one."""
