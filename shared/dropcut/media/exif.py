"""Which way up a photograph was taken, as the camera wrote it into the file's first bytes."""

from __future__ import annotations

from struct import error, unpack_from
from typing import Final

_UPRIGHT: Final = 1
_LAST: Final = 8
_TAG: Final = 0x0112
_MOST_ENTRIES: Final = 200


def orientation(head: bytes) -> int:
    """From 1 (upright) to 8, as EXIF numbers them; 1 wherever nothing sensible is said."""
    at = head.find(b"Exif\0\0")
    if at < 0 or not head.startswith(b"\xff\xd8"):
        return _UPRIGHT
    try:
        return _told(head[at + 6 :])
    except error:
        return _UPRIGHT


def _told(tiff: bytes) -> int:
    order = "<" if tiff.startswith(b"II") else ">"
    (first,) = unpack_from(f"{order}I", tiff, 4)
    (entries,) = unpack_from(f"{order}H", tiff, first)
    for number in range(min(entries, _MOST_ENTRIES)):
        tag, _, _, value = unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
        if tag == _TAG:
            return int(value) if _UPRIGHT <= value <= _LAST else _UPRIGHT
    return _UPRIGHT
