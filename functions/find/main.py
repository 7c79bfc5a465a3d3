"""Finds the script's lines in what was heard, and clips that heard the same."""

from __future__ import annotations

from flask import Request, Response

from dropcut.cloud.functions import run_steps


def find(request: Request) -> Response:
    """A message in, its task run."""
    return run_steps(request, "find")
