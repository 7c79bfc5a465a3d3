"""Makes the programme's sound."""

from __future__ import annotations

from flask import Request, Response

from dropcut.cloud.functions import run_steps


def mix(request: Request) -> Response:
    """A message in, its task run."""
    return run_steps(request, "mix")
