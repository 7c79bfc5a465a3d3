"""What was heard where a take lies: the try at its line, in the clip's own time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dropcut.domain.cut import Piece
from dropcut.domain.programme import Format
from dropcut.domain.speech import Try
from dropcut.domain.time import Seconds
from dropcut.editing.groups import groups_of
from dropcut.engine.evidence import Evidence, found_in
from dropcut.engine.home import Home

_MOST_OF_IT: Final = 2
"""A try belongs to a take when at least one part in so many of it is heard there."""


@dataclass(frozen=True)
class HeardTry:
    """One try at one line."""

    clip: int
    start: Seconds
    end: Seconds
    said: Try


@dataclass(frozen=True)
class Hearing:
    """All tries that were found, by the number of their line."""

    by_line: Mapping[int, Sequence[HeardTry]]

    def of(self, line: int, pieces: Sequence[Piece], format: Format) -> tuple[HeardTry, ...]:  # noqa: A002 - the design's word
        """The tries that a take is made of, in the order in which its pieces play them."""
        found = (one for piece in pieces for one in self.by_line.get(line, ()) if _is_in(one, piece, format))
        return tuple(dict.fromkeys(_widest(found, pieces, format)))


def hearing_of(home: Home, evidence: Evidence) -> Hearing:
    """Of one cut. Raises LostBlob."""
    by_line: defaultdict[int, list[HeardTry]] = defaultdict(list)
    for number, heard in _tries(home, evidence):
        by_line[number].append(heard)
    return Hearing(by_line)


def _tries(home: Home, evidence: Evidence) -> Iterator[tuple[int, HeardTry]]:
    material = evidence.material
    if material is None or material.script is None:
        return
    groups = groups_of([line.spoken for line in material.script.lines])
    found = iter(found_in(home, material))
    clips = {transcript.asset.sha256: clip for clip, transcript in evidence.by_clip.items()}
    for transcript in material.transcripts:
        for group in groups:
            for one in next(found).tries:
                line = material.script.lines[group[one.line]].number
                start, end = one.start + transcript.offset, one.end + transcript.offset
                yield line, HeardTry(clips[transcript.asset.sha256], start, end, one)


def _is_in(one: HeardTry, piece: Piece, format: Format) -> bool:  # noqa: A002 - the design's word
    return one.clip == piece.sound and _shared(one, piece, format) > 0


def _widest(
    found: Iterator[HeardTry],
    pieces: Sequence[Piece],
    format: Format,  # noqa: A002 - the design's word
) -> list[HeardTry]:
    """Without those of which next to nothing is used: the neighbours that a natural pause lets in."""
    every = list(found)
    used = {id(one): sum(_shared(one, piece, format) for piece in pieces if piece.sound == one.clip) for one in every}
    return [one for one in every if _MOST_OF_IT * used[id(one)] >= one.end - one.start]


def _shared(one: HeardTry, piece: Piece, format: Format) -> Seconds:  # noqa: A002 - the design's word
    end = piece.sound_start + format.starts(piece.frames)
    return max(min(one.end, end) - max(one.start, piece.sound_start), format.starts(0))
