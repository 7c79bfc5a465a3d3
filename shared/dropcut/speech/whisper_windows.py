"""What the network is shown: windows of speech, a few at once, and of long sound the pieces that are heard by themselves.

Pieces are made of whole batches, so that a batch is the same in a piece as in the whole sound: no word can be lost or doubled
where two pieces meet, because nothing is heard in two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from dropcut.domain.pieces import Batch, Samples, Window
from dropcut.domain.speech import SpeechStretch
from dropcut.media.pcm import RATE
from dropcut.speech import samples as sound
from dropcut.speech.chunks import Span, chunks

_LONGEST: Final = 28 * RATE
"""The network sees 30 s at a time; a window has some silence around it."""
_EDGE: Final = RATE // 5
PIECE: Final = 300 * RATE
"""A piece of five minutes takes less than the nine minutes that one call may last on any machine that hears as fast as one
speaks, and loading the model is some hundredth of the work."""


def batches_of(samples: sound.Samples, stretches: Sequence[SpeechStretch], at_once: int) -> tuple[Batch, ...]:
    """All speech, in windows, `at_once` together: fewer where they lie further apart than a piece is long."""
    spoken = [(int(stretch.start * RATE), int(stretch.end * RATE)) for stretch in stretches]
    batches: list[list[Window]] = []
    for span in chunks(samples, stretches, _LONGEST):
        window = _window(span, spoken)
        if not batches or len(batches[-1]) == at_once or window.end - batches[-1][0].start > PIECE:
            batches.append([])
        batches[-1].append(window)
    return tuple(map(tuple, batches))


def pieces_of(batches: Sequence[Batch], longest: int = PIECE) -> Iterator[tuple[Batch, ...]]:
    """Batches that lie together, up to `longest` samples a piece; at least one."""
    piece: list[Batch] = []
    for batch in batches:
        if piece and batch[-1].end - piece[0][0].start > longest:
            yield tuple(piece)
            piece = []
        piece.append(batch)
    if piece:
        yield tuple(piece)


def moved(batch: Batch, by: int) -> Batch:
    """The same, counted from `by` samples earlier; from later where that is negative."""
    return tuple(
        Window(start=one.start + by, end=one.end + by, parts=tuple((start + by, end + by) for start, end in one.parts))
        for one in batch
    )


def _window(span: Span, spoken: Sequence[Samples]) -> Window:
    start, end = span
    inside = [(max(start, first), min(end, last)) for first, last in spoken if first < end and last > start]
    return Window(start=start, end=end, parts=tuple(_padded(inside, span)))


def _padded(inside: Sequence[Samples], span: Span) -> Iterator[Samples]:
    """Each with some silence around it, never further than half-way to its neighbour nor out of the window."""
    middles = [(before[1] + after[0]) // 2 for before, after in pairwise(inside)]
    for (start, end), first, last in zip(inside, (span[0], *middles), (*middles, span[1]), strict=True):
        yield max(start - _EDGE, first), min(end + _EDGE, last)
