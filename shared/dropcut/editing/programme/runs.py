"""What is seen during a line, stretch by stretch: its own pieces, and the other pictures that lie over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dropcut.domain.cut import CutLine
from dropcut.domain.overlays import Overlay


class Run(NamedTuple):
    """Frames that are seen one after the other."""

    at: int
    """The frame that it begins with, counted from the line's own first one."""
    frames: int
    clip: int | None
    image: int | None
    first: int
    """Of the clip, in the programme's frames; 0 of a still."""
    closer: bool

    @property
    def end(self) -> int:
        """The line's first frame after it."""
        return self.at + self.frames

    def between(self, at: int, end: int) -> Run:
        """The part of it from one frame of the line to another."""
        first = 0 if self.clip is None else self.first + at - self.at
        return self._replace(at=at, frames=end - at, first=first)


def runs_of(line: CutLine, overlays: Sequence[Overlay]) -> tuple[Run, ...]:
    """Every frame of the line once. A picture that lies over several pieces is one run: nobody sees the joint."""
    over = sorted(run for overlay in overlays for run in _views(overlay))
    runs = []
    for piece in _pieces(line):
        at = piece.at
        for run in over:
            if run.end > at and run.at < piece.end:
                if run.at > at:
                    runs.append(piece.between(at, run.at))
                if run.at >= piece.at:
                    runs.append(run)
                at = max(at, run.end)
        if at < piece.end:
            runs.append(piece.between(at, piece.end))
    return tuple(runs)


def _pieces(line: CutLine) -> Iterator[Run]:
    at = 0
    for piece in line.pieces:
        yield Run(at, piece.frames, piece.clip, None, piece.first, piece.closer)
        at += piece.frames


def _views(overlay: Overlay) -> Iterator[Run]:
    at = overlay.first
    for view in overlay.views:
        yield Run(at, view.frames, view.clip, view.image, view.first, closer=False)
        at += view.frames
