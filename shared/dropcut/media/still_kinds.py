"""The still images that are shown, by their first bytes, each with the one reader and the one decoder that may open it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from dropcut.media.kinds import Kind

INSTEAD: Final = "Export it as PNG or JPEG: a still is a PNG, JPEG, WebP or BMP image."
_OTHERS: Final = (
    (b"GIF8", "a GIF image, which may move"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"8BPS", "a Photoshop image"),
)
_HEIF: Final = {b"heic", b"heix", b"heim", b"heis", b"hevm", b"mif1", b"msf1", b"avif", b"avis"}
_DRAWING: Final = re.compile(rb"(\xef\xbb\xbf)?\s*(<\?xml|<!--|<!doctype\s+svg|<svg)", re.IGNORECASE)


class StillKind(NamedTuple):
    """A format of stills."""

    kind: Kind
    codec: str


_PNG: Final = StillKind(Kind(name="png", said="a PNG image", reader="png_pipe"), "png")
_JPEG: Final = StillKind(Kind(name="jpeg", said="a JPEG image", reader="jpeg_pipe"), "mjpeg")
_WEBP: Final = StillKind(Kind(name="webp", said="a WebP image", reader="webp_pipe"), "webp")
_BMP: Final = StillKind(Kind(name="bmp", said="a BMP image", reader="bmp_pipe"), "bmp")
_ANIMATED: Final = 2
"""A bit among what a WebP's first chunk says of it."""


def still_kind(head: bytes) -> StillKind | None:
    """What a file's first bytes say; None for what is no still, or one that is not read."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _PNG
    if head.startswith(b"\xff\xd8\xff"):
        return _JPEG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP" and not _moves(head):
        return _WEBP
    return _BMP if head.startswith(b"BM") and head[6:10] == bytes(4) else None


def other_image(head: bytes) -> str:
    """What an image is that is not read, to stand in a sentence; empty for what is no image that we know."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "an animated WebP image"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF:
        return "a HEIF or AVIF image"
    if _DRAWING.match(head) and b"<svg" in head.lower():
        return "an SVG drawing"
    return next((said for start, said in _OTHERS if head.startswith(start)), "")


def _moves(head: bytes) -> bool:
    """Whether it is a WebP of several pictures."""
    return head[12:16] == b"VP8X" and any(flags & _ANIMATED for flags in head[20:21])
