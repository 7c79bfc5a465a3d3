"""Joins picture and sound, once it is known by which encoder."""

from __future__ import annotations

from flask import Request, Response

from dropcut.cloud.functions import run_steps


def assemble(request: Request) -> Response:
    """A message in, its task run."""
    return run_steps(request, "assemble")
