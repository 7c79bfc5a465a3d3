"""Advances jobs: when a message says so, and when a drop changes in the inbox."""

from __future__ import annotations

from flask import Request, Response

from dropcut.cloud.functions import advance_jobs


def advance(request: Request) -> Response:
    """An event in, its job advanced."""
    return advance_jobs(request)
