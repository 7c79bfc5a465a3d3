"""Answers programs and pages: the API."""

from __future__ import annotations

from functions_framework.aio import http

from dropcut.cloud.facing.answering import Answer, Asked, answered


@http
def api(request: Asked) -> Answer:
    """A request in, its answer out."""
    return answered(request)
