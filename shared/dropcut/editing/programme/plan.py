"""What is rendered of a cut: its segments as picture, its pieces as sound, its chapters."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dropcut.domain.assets import Asset
from dropcut.domain.cut import Cut, CutLine, Piece
from dropcut.domain.programme import Look
from dropcut.domain.rendering import HeardPiece, Segment

Burner = Callable[[CutLine, int], str]
"""The captions to burn into one of a line's pieces."""


def segments_of(cut: Cut, look: Look, burned: Burner) -> tuple[Segment, ...]:
    """Every piece as picture, in the programme's order."""
    return tuple(
        Segment(
            asset=_seen(cut, placed.piece),
            first=placed.piece.first,
            frames=placed.piece.frames,
            closer=placed.piece.closer,
            captions=burned(placed.line, placed.number),
            look=look,
        )
        for placed in cut.placed()
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


def _seen(cut: Cut, piece: Piece) -> Asset | None:
    asset = cut.clips[piece.clip].asset
    return asset if asset.footage and asset.footage.pictures else None


def _heard(cut: Cut, piece: Piece) -> HeardPiece:
    asset = cut.clips[piece.sound].asset
    sounds = asset.footage is not None and bool(asset.footage.sounds)
    stream = cut.streams[piece.sound] if cut.streams else None
    return HeardPiece(asset=asset if sounds else None, stream=stream, start=piece.sound_start, frames=piece.frames)
