"""Looks at the shared folders of Google Drive, whenever Drive pushes or the clock calls."""

from __future__ import annotations

from flask import Request, Response

from dropcut.cloud.drive.functions import look_at_drive


def drive(request: Request) -> Response:
    """A push or a poll in, what changed copied, what was made delivered."""
    return look_at_drive(request)
