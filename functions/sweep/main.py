"""Looks for what was forgotten, whenever the clock calls."""

from __future__ import annotations

from flask import Request, Response

from dropcut.cloud.functions import sweep_up


def sweep(request: Request) -> Response:
    """Whatever the request says, all is looked at."""
    return sweep_up(request)
