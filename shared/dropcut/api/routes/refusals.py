"""Which refusals a route may give: all of them are in its documentation."""

from __future__ import annotations

from typing import Final

from dropcut.api.problems import Kind, documented

ALWAYS: Final = documented(
    Kind.BAD_REQUEST, Kind.NOT_SIGNED_IN, Kind.NOT_ALLOWED, Kind.TOO_SLOW, Kind.TOO_LARGE, Kind.STRANGE_HOST,
    Kind.INVALID, Kind.TOO_MANY, Kind.MISTAKE, Kind.BUSY,
)  # fmt: skip
"""What any request may meet."""
HIDDEN: Final = documented(Kind.NOT_FOUND)
CONFLICT: Final = documented(Kind.CONFLICT)
"""Also of a POST whose key is in use at this moment."""
