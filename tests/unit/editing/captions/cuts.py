"""Small cuts, written as one line of text with the times of its words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dropcut.domain.assets import Asset, Clip, Kind, Upload
from dropcut.domain.blobs import FileVersion
from dropcut.domain.cut import Cut, CutLine, Piece, Removed, Spoken, Status
from dropcut.domain.names import JobId, Owner
from dropcut.domain.programme import Format
from dropcut.domain.values import Sha256

FORMAT = Format(width=1920, height=1080, rate=Fraction(25))
CLIP = Clip(
    name="take1.mp4",
    asset=Asset(
        sha256=Sha256("0" * 64),
        size=1,
        kind=Kind.MEDIA,
        upload=Upload(drop=JobId(owner=Owner("local"), name="demo"), file=FileVersion(path="take1.mp4", version="1", size=1)),
    ),
)


def line(text: str, pace: str = "0.3", quiet: str = "0.6", *, number: int = 1, caption: str | None = None) -> CutLine:
    """A line said in one piece, each word as long as `pace`, with silence after it."""
    each = Fraction(pace)
    words = text.split()
    said = tuple(Spoken(text=word, piece=0, start=each * at, end=each * (at + 1)) for at, word in enumerate(words))
    frames = max(1, round((each * len(words) + Fraction(quiet)) * 25))
    piece = Piece(clip=0, first=0, frames=frames, sound=0, sound_start=Fraction(0))
    return CutLine(
        number=number,
        text=text,
        status=Status.CHOSEN,
        score=Fraction(1),
        reason="",
        pieces=(piece,),
        words=said,
        caption=caption,
    )


def cut(lines: Sequence[CutLine]) -> Cut:
    return Cut(
        format=FORMAT, engine=None, clips=(CLIP,), lines=tuple(lines), scripted=True,
        removed=Removed(silence=Fraction(0), fillers=0, retakes=0),
    )  # fmt: skip
