"""Looks for marks of others in the stills that were kept of a clip."""

from __future__ import annotations

from flask import Request, Response

from dropcut.cloud.functions import run_steps


def marks(request: Request) -> Response:
    """A message in, its task run."""
    return run_steps(request, "marks")
