"""Reads the script and the settings."""

from __future__ import annotations

from flask import Request, Response

from dropcut.cloud.functions import run_steps


def script(request: Request) -> Response:
    """A message in, its task run."""
    return run_steps(request, "script")
