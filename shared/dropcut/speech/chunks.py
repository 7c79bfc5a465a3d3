"""Pieces of sound short enough to decode, cut where nobody speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from dropcut.domain.speech import SpeechStretch
from dropcut.media.pcm import RATE
from dropcut.speech.samples import Samples

Span = tuple[int, int]
_EDGE: Final = RATE // 5
"""How much silence a recogniser wants on either side."""
_LONGEST_SPEECH: Final = 25 * RATE
_FRAME: Final = RATE // 50


def chunks(samples: Samples, stretches: Sequence[SpeechStretch], longest: int) -> list[Span]:
    """Cover all speech: neighbouring stretches together up to `longest` samples; a longer one is cut at its quietest."""
    whole = [(int(stretch.start * RATE), int(stretch.end * RATE)) for stretch in stretches]
    pieces = [piece for span in whole for piece in _pieces(samples, span)]
    return list(_padded(_together(pieces, longest), len(samples)))


def _pieces(samples: Samples, span: Span) -> Iterator[Span]:
    start, end = span
    while end - start > _LONGEST_SPEECH:
        cut = _quietest(samples, start + _LONGEST_SPEECH // 2, start + _LONGEST_SPEECH)
        yield start, cut
        start = cut
    yield start, end


def _quietest(samples: Samples, start: int, end: int) -> int:
    frames = samples[start : start + (end - start) // _FRAME * _FRAME].reshape(-1, _FRAME).astype(np.float64)
    power = np.convolve(np.square(frames).mean(axis=1), np.ones(5), "same")
    return start + int(power.argmin()) * _FRAME + _FRAME // 2


def _together(pieces: Sequence[Span], longest: int) -> list[Span]:
    joined: list[Span] = []
    for start, end in pieces:
        if joined and end - joined[-1][0] <= longest:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _padded(pieces: Sequence[Span], length: int) -> Iterator[Span]:
    """Each with some silence around it, never further than half-way to its neighbour."""
    for at, (start, end) in enumerate(pieces):
        before = (pieces[at - 1][1] + start) // 2 if at else 0
        after = (end + pieces[at + 1][0]) // 2 if at + 1 < len(pieces) else length
        yield max(start - _EDGE, min(before, start)), min(end + _EDGE, max(after, end))
