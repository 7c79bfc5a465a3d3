"""Whether every frame of the cut is the frame that the report names: each carries its clip and its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.cutting.counted import Seen, frames_of
from benchmarks.cutting.drops import Clip
from benchmarks.cutting.reports import Piece, Report

_ONE_FRAME: Final = 1.0


@dataclass(frozen=True)
class Pictures:
    """Frames of a cut."""

    frames: int
    expected: int
    wrong: int
    """Unreadable, of another clip, or more than one source frame beside what the report says."""


def compared(cut: Path, report: Report, clips: Sequence[Clip]) -> Pictures:
    """Every frame of the film against the report."""
    seen = list(frames_of(cut))
    pieces = sorted(report.pieces(), key=lambda piece: piece.program_start)
    rate = len(seen) / report.duration if report.duration else 0.0
    numbers = {clip.name: clip.number for clip in clips}
    rates = {clip.name: float(clip.rate) for clip in clips if clip.rate}
    wrong = 0
    for number, frame in enumerate(seen):
        middle = (number + 0.5) / rate
        piece = next((piece for piece in pieces if piece.program_start <= middle < piece.program_end), None)
        wrong += piece is None or not _is(frame, piece, middle, numbers[piece.clip], rates[piece.clip])
    return Pictures(len(seen), round(report.duration * rate), wrong)


def _is(frame: Seen | None, piece: Piece, at: float, clip: int, rate: float) -> bool:
    wanted = (piece.start + at - piece.program_start) * rate - 0.5
    return frame is not None and frame.clip == clip and abs(frame.frame - wanted) <= _ONE_FRAME
