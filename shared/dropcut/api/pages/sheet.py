"""What the review page's script works with: lines, takes and times, as plain numbers for playing and exact ones for saving."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from dropcut.api.views import place_of
from dropcut.domain.cut import Cut, CutLine, Piece, Status
from dropcut.domain.decisions import LineRef, TakeRef
from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from dropcut.domain.report import Figure
from dropcut.domain.values import Count, Value
from dropcut.editing.review.known import refs_of
from dropcut.editing.review.takes import Offer, offers


class SheetPiece(Value):
    """One stretch of a take."""

    clip: Count
    start: Figure
    end: Figure
    sound: Count
    sound_start: Figure


class SheetTake(Value):
    """One take that a line can use."""

    ref: TakeRef | None
    """None when it cannot be asked for: it is stitched from several clips."""
    pieces: tuple[SheetPiece, ...]


class SheetLine(Value):
    """One line."""

    number: Count
    ref: LineRef
    status: Status
    text: str
    in_use: bool
    """Whether the first take is the one that the cut uses."""
    takes: tuple[SheetTake, ...]


class SheetClip(Value):
    """One clip, and where it plays."""

    name: str
    href: str


class Sheet(Value):
    """All of it."""

    job: str
    place: str
    """Of the job in the API."""
    revision: Count
    state: JobState
    master: str
    """Where the finished programme plays; empty while there is none."""
    made: Count
    """Which revision that one is of."""
    approved: Count | None
    frame: Figure
    """How long one is."""
    edits: bool
    """Whether whoever looks may change anything."""
    clips: tuple[SheetClip, ...]
    lines: tuple[SheetLine, ...]
    """In the programme's order."""


def sheet_lines(cut: Cut) -> tuple[SheetLine, ...]:
    """Every line, in the programme's order."""
    refs = refs_of(cut)
    return tuple(
        SheetLine(
            number=line.number,
            ref=refs[line.number],
            status=line.status,
            text=line.text,
            in_use=bool(line.pieces),
            takes=tuple(_take(cut, offer) for offer in offers(cut, line)),
        )
        for line in cut.lines
    )


def sheet_clips(job: JobId, cut: Cut) -> tuple[SheetClip, ...]:
    """Every clip."""
    return tuple(
        SheetClip(name=clip.name, href=f"{place_of(job)}/clips/{quote(clip.asset.upload.file.path)}") for clip in cut.clips
    )


def takes_of(cut: Cut, line: CutLine) -> Sequence[Offer]:
    """The takes that a line can choose from, that in use first."""
    return offers(cut, line)


def _take(cut: Cut, offer: Offer) -> SheetTake:
    return SheetTake(ref=offer.ref, pieces=tuple(_piece(cut, piece) for piece in offer.pieces))


def _piece(cut: Cut, piece: Piece) -> SheetPiece:
    return SheetPiece(
        clip=piece.clip,
        start=piece.start(cut.format),
        end=piece.end(cut.format),
        sound=piece.sound,
        sound_start=piece.sound_start,
    )
