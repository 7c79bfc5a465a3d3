"""The still images that are shown, by their first bytes, each with the one reader and the one decoder that may open it."""

from __future__ import annotations

from typing import Final, NamedTuple

from dropcut.media.kinds import Kind


class StillKind(NamedTuple):
    """A format of stills."""

    kind: Kind
    codec: str


_PNG: Final = StillKind(Kind(name="png", said="a PNG image", reader="png_pipe"), "png")
_JPEG: Final = StillKind(Kind(name="jpeg", said="a JPEG image", reader="jpeg_pipe"), "mjpeg")
_WEBP: Final = StillKind(Kind(name="webp", said="a WebP image", reader="webp_pipe"), "webp")
_BMP: Final = StillKind(Kind(name="bmp", said="a BMP image", reader="bmp_pipe"), "bmp")


def still_kind(head: bytes) -> StillKind | None:
    """What a file's first bytes say; None for what is no still, or one that is not read."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _PNG
    if head.startswith(b"\xff\xd8\xff"):
        return _JPEG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _WEBP
    return _BMP if head.startswith(b"BM") and head[6:10] == bytes(4) else None
