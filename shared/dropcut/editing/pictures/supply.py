"""What there is of each clip to be shown: parts of its scenes, the best first, none twice until all are used up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Final

from dropcut.domain.assets import Clip
from dropcut.domain.overlays import View
from dropcut.domain.programme import Format
from dropcut.domain.scenes import Boundary, Scene, Scenes

_AWAY: Final = 2
"""Frames that are left to either side of a change of picture, so that none of another scene flashes up."""
_FROZEN: Final = Fraction(1, 2)
"""What a picture that stands still counts for."""


@dataclass(frozen=True)
class Part:
    """A stretch of one scene, in the programme's frames from the clip's beginning."""

    first: int
    end: int
    quality: Fraction
    """How well exposed and how sharp it is."""
    best: int
    """Its best frame."""

    @property
    def frames(self) -> int:
        """How long it is."""
        return self.end - self.first

    def cut_out(self, frames: int) -> tuple[View, Iterator[Part]]:
        """So many frames around its best one, and what is left on either side."""
        first = min(max(self.first, self.best - frames // 2), self.end - frames)
        view = View(first=first, frames=frames)
        return view, self._left(first, first + frames)

    def _left(self, first: int, end: int) -> Iterator[Part]:
        if first - _AWAY > self.first:
            yield Part(self.first, first - _AWAY, self.quality, min(self.best, first - _AWAY))
        if end + _AWAY < self.end:
            yield Part(end + _AWAY, self.end, self.quality, max(self.best, end + _AWAY))


@dataclass
class Supply:
    """The parts of one clip that are still to be had."""

    clip: int
    parts: Sequence[Part]
    left: list[Part] = field(default_factory=list)
    times: int = 0
    """How often it was used up."""

    @classmethod
    def of(cls, number: int, clip: Clip, seen: Scenes | None, format: Format) -> Supply:  # noqa: A002 - the design's word
        """All of a clip, where nobody looked for its scenes."""
        parts = tuple(_parts(seen.scenes, format) if seen else _whole(clip, format))
        usable = parts or tuple(_whole(clip, format))
        return cls(number, usable, list(usable))

    def take(self, frames: int, least: int) -> View | None:
        """The best part that is long enough, or else the longest that is not too short. It is not to be had again."""
        long_enough = [part for part in self.left if part.frames >= frames]
        others = [part for part in self.left if part.frames >= least]
        best = max(long_enough, key=_worth, default=None) or max(
            others, key=lambda part: (part.frames, *_worth(part)), default=None
        )
        if best is None:
            return None
        self.left.remove(best)
        view, left = best.cut_out(min(frames, best.frames))
        self.left += left
        return view.model_copy(update={"clip": self.clip})

    def renew(self) -> None:
        """Everything can be had again."""
        self.left, self.times = list(self.parts), self.times + 1


def _worth(part: Part) -> tuple[Fraction, int]:
    return part.quality, -part.first


def _length(part: Part) -> tuple[int, Fraction, int]:
    return part.frames, *_worth(part)


def _parts(scenes: Sequence[Scene], format: Format) -> Iterator[Part]:  # noqa: A002 - the design's word
    for number, scene in enumerate(scenes):
        first = ceil(scene.clear_start * format.rate) + _AWAY * (scene.boundary is not Boundary.START)
        end = floor(scene.clear_end * format.rate) - _AWAY * (number + 1 < len(scenes))
        if scene.usable and end > first:
            quality = scene.exposure * scene.sharpness * (_FROZEN if scene.frozen else 1)
            yield Part(first, end, quality, min(max(first, floor(scene.best * format.rate)), end - 1))


def _whole(clip: Clip, format: Format) -> Iterator[Part]:  # noqa: A002 - the design's word
    footage = clip.asset.footage
    if footage and footage.pictures:
        picture = footage.pictures[0]
        first, end = ceil(picture.start * format.rate), floor((picture.start + picture.duration) * format.rate)
        yield Part(first, max(end, first + 1), Fraction(1), (first + end) // 2)
