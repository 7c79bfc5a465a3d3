"""Looks at every frame of a clip once: its scenes, and stills of it."""

from __future__ import annotations

from flask import Request, Response

from dropcut.cloud.functions import run_steps


def scenes(request: Request) -> Response:
    """A message in, its task run."""
    return run_steps(request, "scenes")
