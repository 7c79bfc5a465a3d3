"""Writes captions, timelines, review and report, and delivers all."""

from __future__ import annotations

from flask import Request, Response

from dropcut.cloud.functions import run_steps


def deliver(request: Request) -> Response:
    """A message in, its task run."""
    return run_steps(request, "deliver")
