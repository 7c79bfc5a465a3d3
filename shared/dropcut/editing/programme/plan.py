"""What is rendered of a cut: its segments as picture, its pieces as sound, its chapters."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dropcut.domain.assets import Asset
from dropcut.domain.cut import Cut, CutLine, Piece
from dropcut.domain.programme import Look
from dropcut.domain.rendering import HeardPiece, Segment
from dropcut.editing.programme.runs import runs_of

Burner = Callable[[CutLine, int, int], str]
"""The captions to burn into a stretch of a line: from which of its frames on, and how many."""


def segments_of(cut: Cut, look: Look, burned: Burner) -> tuple[Segment, ...]:
    """Everything that is seen, in the programme's order: a piece for itself, as far as no other picture lies over it."""
    return tuple(
        Segment(
            asset=_seen(cut, run.clip) if run.clip is not None else None,
            first=run.first,
            frames=run.frames,
            closer=run.closer,
            captions=burned(line, run.at, run.frames),
            look=look,
            image=cut.images[run.image].image if run.image is not None else None,
        )
        for line in cut.lines
        for run in runs_of(line, cut.overlays_of(line))
    )


def sound_of(cut: Cut) -> tuple[HeardPiece, ...]:
    """Every piece as sound, in the programme's order."""
    return tuple(_heard(cut, placed.piece) for placed in cut.placed())


def chapters_of(cut: Cut) -> Iterator[tuple[int, str]]:
    """The frame that each section begins with, and its title; none for sections of which nothing is left."""
    before = ""
    for placed in cut.placed():
        section = placed.line.section
        if section and section != before:
            yield placed.first, section
            before = section


def _seen(cut: Cut, clip: int) -> Asset | None:
    asset = cut.clips[clip].asset
    return asset if asset.footage and asset.footage.pictures else None


def _heard(cut: Cut, piece: Piece) -> HeardPiece:
    asset = cut.clips[piece.sound].asset
    sounds = asset.footage is not None and bool(asset.footage.sounds)
    stream = cut.streams[piece.sound] if cut.streams else None
    return HeardPiece(asset=asset if sounds else None, stream=stream, start=piece.sound_start, frames=piece.frames)
