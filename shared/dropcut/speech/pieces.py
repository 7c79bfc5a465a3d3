"""Long sound in pieces that are heard apart, and their words joined so that none is lost and none said twice."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from dropcut.domain.speech import SpeechStretch, Word
from dropcut.domain.values import Value

OVERLAP: Final = Fraction(2)
"""Where nobody pauses, two pieces share this much on either side of the cut: enough for a word that both hear whole."""
_SAME_MOMENT: Final = Fraction(3, 10)


class Piece(SpeechStretch):
    """What is heard at once. Its words count from `since` until `until`; the rest is there to hear them whole."""

    since: Fraction
    until: Fraction


class PieceWords(Value):
    """What was heard in a piece, in the time of the whole."""

    piece: Piece
    words: tuple[Word, ...]


def pieces_of(stretches: Sequence[SpeechStretch], duration: Fraction, longest: Fraction) -> tuple[Piece, ...]:
    """Pieces of at most `longest` that cover all, cut in the middle of the last pause that each can reach."""
    if longest <= 2 * OVERLAP:
        raise ValueError(f"pieces of {longest} s have no room for {2 * OVERLAP} s of overlap")
    pauses = [(earlier.end, later.start) for earlier, later in pairwise(stretches)]
    cuts = [(Fraction(0), True)]
    while duration - cuts[-1][0] > longest - OVERLAP:
        since = cuts[-1][0]
        reach = since + longest - (Fraction(0) if cuts[-1][1] else OVERLAP)
        within = [(start + end) / 2 for start, end in pauses if since < (start + end) / 2 <= reach]
        cuts.append((within[-1], True) if within else (reach - OVERLAP, False))
    ends = [*cuts, (max(duration, cuts[-1][0]), True)]
    return tuple(_piece(one, other, duration) for one, other in pairwise(ends))


def _piece(since: tuple[Fraction, bool], until: tuple[Fraction, bool], duration: Fraction) -> Piece:
    start = since[0] if since[1] else since[0] - OVERLAP
    end = until[0] if until[1] else min(until[0] + OVERLAP, duration)
    return Piece(start=start, end=end, since=since[0], until=until[0])


def joined(pieces: Sequence[PieceWords]) -> tuple[Word, ...]:
    """The words of all pieces, in order. Where two overlap they change over at a word that both heard, if there is one."""
    words: list[Word] = []
    for number, piece in enumerate(pieces):
        if number == 0 or piece.piece.start == piece.piece.since:
            words.extend(piece.words)
        else:
            words = _changed_over(words, piece.words, piece.piece.since)
    return tuple(words)


def _changed_over(before: Sequence[Word], after: Sequence[Word], cut: Fraction) -> list[Word]:
    pairs = [
        (at, other)
        for at, one in _near(before, cut)
        for other, two in _near(after, cut)
        if one.text == two.text and abs(_middle(one) - _middle(two)) <= _SAME_MOMENT
    ]
    if pairs:
        at, other = min(pairs, key=lambda pair: abs(_middle(before[pair[0]]) - cut))
        return [*before[: at + 1], *after[other + 1 :]]
    kept = [word for word in before if _middle(word) < cut]
    last = kept[-1].end if kept else cut
    return [*kept, *(word for word in after if _middle(word) >= cut and word.end > last)]


def _near(words: Sequence[Word], cut: Fraction) -> list[tuple[int, Word]]:
    return [(at, word) for at, word in enumerate(words) if abs(_middle(word) - cut) <= OVERLAP]


def _middle(word: Word) -> Fraction:
    return (word.start + word.end) / 2
