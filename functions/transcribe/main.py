"""Hears what is said in a clip, once it is known by which engine."""

from __future__ import annotations

from flask import Request, Response

from dropcut.cloud.functions import run_steps


def transcribe(request: Request) -> Response:
    """A message in, its task run."""
    return run_steps(request, "transcribe")
