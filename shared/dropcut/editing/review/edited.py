"""The text of an edited `review.md`, from the bytes that an editor saved."""

from __future__ import annotations

from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.editing.review import wording

LARGEST: Final = 64 * 1024**2
"""Bytes of a page that are read: far above what a script of the largest size gives."""


def text_of(data: bytes) -> str:
    """The page that these bytes are. Raises Permanent for what is no text, or too much of it."""
    if len(data) > LARGEST:
        raise Permanent(f"{wording.FILE} is too large to be read.", f"Delete {wording.FILE} to have it written again.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        hint = "Save it as plain text in UTF-8, or delete it to have it written again."
        raise Permanent(f"{wording.FILE} is not text in UTF-8.", hint) from None
