"""A user's still as pixels: upright, and how much of what is behind it each covers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.errors import Permanent
from dropcut.media.bench import Bench
from dropcut.media.door import Guest, let_in_still
from dropcut.media.exif import orientation
from dropcut.media.failures import ProgramFailed, ProgramOverdrawn
from dropcut.media.running import Bounds, run

_WIDEST: Final = 3840
_SMALLER: Final = f"scale={_WIDEST}:{_WIDEST}:force_original_aspect_ratio=decrease:flags=bicubic"
_AS_IT_IS: Final = "format=rgba"
_GIB: Final = 1024**3
_BOUNDS: Final = Bounds(cpu_s=120, wall_s=300, memory=4 * _GIB, written=0, printed=_GIB // 2)
_AGAIN: Final = "Save it as PNG or JPEG, and put it into the folder again."
_SIZE: Final = re.compile(r"Picture size (?P<width>[0-9]+)x(?P<height>[0-9]+) ")
"""In what ffmpeg says of a picture that is larger than it may decode."""
_DARK: Final = 128
_BEHIND: Final = {True: 255, False: 0x14}
"""White behind what is dark, nearly black behind what is light."""
_OPAQUE: Final = 255

Pixels = NDArray[np.uint8]


def upright(source: Path, name: str, bench: Bench) -> Pixels:
    """In red, green, blue, and how much it covers what is behind.

    Raises Permanent, in one sentence, for what is no still or cannot be decoded, and what `let_in_still` raises.
    """
    with let_in_still(source, name, bench) as guest:
        try:
            pixels = _decoded(guest.ffmpeg_input(), bench)
        except ProgramFailed as error:
            raise _refusal(guest, error) from error
        return _turned(pixels, orientation(guest.head))


def _refusal(guest: Guest, error: ProgramFailed) -> Permanent:
    """In words about the still: what ffmpeg says last tells a person nothing."""
    found = next(filter(None, map(_SIZE.search, error.last_lines)), None)
    if found is not None:
        size = f"{guest.name} is too large: {found['width']} by {found['height']} pixels."
        return Permanent(size, f"Save it smaller: a still may have {guest.limits.pixels // 10**6} million pixels at most.")
    if isinstance(error, ProgramOverdrawn):
        return Permanent(f"{guest.name} takes too long or too much room to decode.", _AGAIN)
    return Permanent(f"{guest.name} is damaged: it begins like {guest.kind.said}, and cannot be decoded.", _AGAIN)


def _decoded(opened: tuple[str, ...], bench: Bench) -> Pixels:
    shown = _pam(opened, f"{_AS_IT_IS}", bench)
    if max(shown.shape[:2]) <= _WIDEST:
        return shown
    return _pam(opened, f"{_SMALLER},{_AS_IT_IS}", bench)


def _pam(opened: tuple[str, ...], filters: str, bench: Bench) -> Pixels:
    """Decoded into a format whose head tells its size in plain words."""
    command = (
        str(bench.programs.ffmpeg.absolute()), "-nostdin", "-hide_banner", "-v", "error", "-noautorotate", *opened,
        "-map", "0:v:0", "-frames:v", "1", "-vf", filters, "-c:v", "pam", "-f", "image2pipe", "-",
    )  # fmt: skip
    printed = run(command, _BOUNDS, bench.stop).out
    head, ends, body = printed.partition(b"ENDHDR\n")
    told = dict(row.split(b" ", 1) for row in head.split(b"\n") if b" " in row)
    if not ends:
        raise ProgramFailed.of("ffmpeg", "gave no picture", "")
    height, width = int(told[b"HEIGHT"]), int(told[b"WIDTH"])
    return np.frombuffer(body, np.uint8, height * width * 4).reshape(height, width, 4)


def _turned(pixels: Pixels, how: int) -> Pixels:
    """As EXIF numbers it: mirrored where the number is even among the first four, lying on its side from 5 on."""
    standing = pixels.transpose(1, 0, 2) if how > 4 else pixels  # noqa: PLR2004 - from 5 on
    mirrored = {2: (1,), 3: (0, 1), 4: (0,), 6: (1,), 7: (0, 1), 8: (0,)}
    return np.flip(standing, mirrored[how]) if how in mirrored else standing


def opaque(pixels: Pixels) -> Pixels:
    """Over white or over nearly black, whichever it is seen on."""
    colour, cover = pixels[..., :3].astype(np.float32), pixels[..., 3:].astype(np.float32) / _OPAQUE
    if cover.min() >= 1:
        return np.ascontiguousarray(pixels[..., :3])
    light = float((colour.mean(-1, keepdims=True) * cover).sum() / max(1.0, float(cover.sum())))
    behind = _BEHIND[light < _DARK]
    return np.ascontiguousarray((colour * cover + behind * (1 - cover) + 0.5).astype(np.uint8))
