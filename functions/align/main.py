"""Chooses the takes, by what they mean too where words alone do not tell."""

from __future__ import annotations

from flask import Request, Response

from dropcut.cloud.functions import run_steps


def align(request: Request) -> Response:
    """A message in, its task run."""
    return run_steps(request, "align")
