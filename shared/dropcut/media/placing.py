"""Where in a file a stretch of picture lies, and how far before it reading must begin."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from dropcut.domain.footage import Picture
from dropcut.domain.time import Seconds
from dropcut.domain.values import Value
from dropcut.media.kinds import MPEGPS, MPEGTS, Kind

_MICROSECONDS: Final = 1_000_000
_RUN_UP: Final = Fraction(1, 4)
_BLIND_RUN_UP: Final = Fraction(12)
"""Seeking in transport and program streams ends anywhere: this far ahead, even a rare frame that stands alone is passed."""
_BLIND: Final = {MPEGTS.reader, MPEGPS.reader}


FROM_THE_BEGINNING: Final = ("-copyts", "-start_at_zero")
"""Times count from the clip's own beginning, wherever reading begins: counted from there, a file whose clock ticks once
a frame would round them by half of one."""


class Place(Value):
    """Seek to `seek` microseconds; what is wanted begins at `start`. Both count from where ffmpeg's clock begins."""

    seek: int
    start: Seconds

    def arguments(self) -> tuple[str, ...]:
        """As ffmpeg takes it. Some files cannot be sought, not even to their start."""
        return ("-ss", f"{self.seek}us") if self.seek else ()


def clock_of(start: Seconds, kind: Kind) -> Seconds:
    """Where ffmpeg's clock begins while it reads nothing but a stream that starts at `start`: mostly with the clip.

    In transport and program streams it begins with the stream: ffmpeg corrects the start of those by what it reads.
    """
    return start if kind.reader in _BLIND else Fraction(0)


def place_of(start: Seconds, picture: Picture, kind: Kind) -> Place:
    """The place of `start`, early enough that the frame which is shown there, however long it stands, is met.

    Where the picture has ended by then, the place is that of its last frame, which is held.
    """
    run_up = _BLIND_RUN_UP if kind.reader in _BLIND else _RUN_UP
    wanted = min(start, picture.start + picture.duration - 1 / picture.rate) - clock_of(picture.start, kind)
    before = wanted - max(picture.longest_frame, 2 / picture.rate) - run_up
    seek = max(0, int(before * _MICROSECONDS))
    return Place(seek=seek, start=wanted)
