"""Words that the recogniser lost: where a try of a line has gaps, the line is followed through them.

The recogniser gives up on what is mumbled, fast or reduced, and takes common words for it instead; a voice with a cold
loses it the end of every other line. What was found of the line says where the rest would have to be; whether it is there,
the sounds say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from dropcut.editing.words.chains import chains
from dropcut.editing.words.tokens import HeardToken
from dropcut.editing.words.tries import is_reliable
from dropcut.speech.following import Followed, Follower, Way, fit_of
from dropcut.speech.gaps import LOOSE, gaps, is_there
from dropcut.speech.parts import Part, Span, joined, rooms
from dropcut.speech.sought import Sought
from dropcut.speech.spotting import Spot
from dropcut.speech.tries import GUIDED

_NEAR: Final = Fraction(3, 10)
"""Where the recogniser and the way through all sounds must agree about a word."""
_LONGEST_SOUND: Final = Fraction(1, 5)
_PAUSE: Final = Fraction(1)
_SOMETHING_ELSE: Final = -0.7
"""Of 44 whole tries of which words were lost all but one fit better than this, and of 21 false starts three."""
_SURE: Final = Fraction(1, 2)
"""Of such words the recogniser must not be contradicted."""
_SHYEST: Final = Fraction(1, 5)
_EVEN: Final = Fraction(1, 2)
_BOLDEST: Final = Fraction(9, 10)


@dataclass(frozen=True)
class Gapped:
    """A try at a line of which not every word was heard, and where to look for the others."""

    line: int
    heard: Mapping[int, HeardToken]
    """By their places in the line."""
    reaches: tuple[Span, ...]


@dataclass(frozen=True)
class Gain:
    """Words that were found after all, and the heard ones of the line where the way through it has them, instead of those."""

    words: tuple[HeardToken, ...] = ()
    instead_of: tuple[HeardToken, ...] = ()


@dataclass(frozen=True)
class Filling:
    """Fills the gaps of tries in one clip."""

    sought: Sought
    ways: Sequence[Sequence[Way]]
    """Of every line, its words as numbers of sounds."""
    follower: Follower
    spots: Sequence[Spot]
    noisy: bool

    def half_said(self, words: Sequence[HeardToken], span: Span) -> Iterator[Span]:
        """Tries in a chunk that may be whole after all: where they lie, as far as they were heard."""
        for gapped in self._half_heard(self._parts(words), span):
            if any(self._may_go_on(gapped, reach) for reach in gapped.reaches):
                yield min(word.start for word in gapped.heard.values()), max(word.end for word in gapped.heard.values())

    def _may_go_on(self, gapped: Gapped, reach: Span) -> bool:
        """Whether the line does not sound as if it ended in something else altogether, as it does after a false start."""
        followed = self.follower.follow(self.ways[gapped.line], *reach)
        end = followed[max(gapped.heard) + 1 :]
        return bool(followed) and (not end or fit_of(end) >= _SOMETHING_ELSE)

    def filled(self, words: Sequence[HeardToken], span: Span) -> tuple[HeardToken, ...]:
        """The words of a chunk, with those of gapped tries that are surely there after all."""
        gains = [gain for gapped in self._gapped(words, span) if (gain := self._best_gain(words, gapped)).words]
        gained = [word for gain in gains for word in gain.words]
        moved = {word for gain in gains for word in gain.instead_of}
        filled = list(_runs(gained))
        kept = [word for word in words if word not in moved and not any(start < _middle(word) < end for start, end in filled)]
        return tuple(sorted((*kept, *gained), key=lambda word: word.start))

    def _gapped(self, words: Sequence[HeardToken], span: Span) -> Iterator[Gapped]:
        """Tries with gaps, and places where a line seems to be of which no word was heard."""
        parts = self._parts(words)
        yield from self._half_heard(parts, span)
        if not self.noisy:  # in noise, sounds alone tell too little
            yield from self._unheard(parts, span)

    def _parts(self, words: Sequence[HeardToken]) -> list[Part]:
        hearing = self.sought.hearing(words)
        return joined([Part.of(chain, words) for chain in chains(hearing).chains if is_reliable(hearing, chain, GUIDED)])

    def _half_heard(self, parts: Sequence[Part], span: Span) -> Iterator[Gapped]:
        for part, room in zip(parts, rooms(parts, span), strict=True):
            if len(part.heard) < len(self.ways[part.line]):
                yield Gapped(part.line, part.heard, self._reaches(part, room))

    def _unheard(self, parts: Sequence[Part], span: Span) -> Iterator[Gapped]:
        for spot in self.spots:
            start, end = spot.stretch.start, spot.stretch.end
            if not span[0] <= (start + end) / 2 < span[1] or any(one.start < end and start < one.end for one in parts):
                continue
            before = max((one.end for one in parts if one.end <= start), default=span[0])
            after = min((one.start for one in parts if one.start >= end), default=span[1])
            yield Gapped(spot.line, {}, ((max(before, start - _PAUSE), min(after, end + _PAUSE)),))

    def _best_gain(self, words: Sequence[HeardToken], gapped: Gapped) -> Gain:
        return max((self._gain(words, gapped, reach) for reach in gapped.reaches), key=lambda gain: len(gain.words))

    def _gain(self, words: Sequence[HeardToken], gapped: Gapped, reach: Span) -> Gain:
        """The words of one line that are missing in a try of it and are there."""
        followed = self.follower.follow(self.ways[gapped.line], *reach)
        texts = self.sought.wanted.words[gapped.line]
        agreed = {token: word for token, place in enumerate(followed) if (word := _agreeing(texts[token], place, words))}
        if not followed or any(token not in agreed for token, word in gapped.heard.items() if word.confidence >= _SURE):
            return Gain()
        worth = {token: self.sought.weights.of_word(texts[token]) for token in agreed}
        lost = [gap for gap in gaps(len(texts), agreed) if is_there(gap, followed, worth, noisy=self.noisy)]
        found = [_decoded(texts[token], followed[token]) for gap in lost for token in gap]
        if not found:
            return Gain()
        moved = [replace(word, start=followed[token].start, end=followed[token].end) for token, word in agreed.items()]
        return Gain((*moved, *found), tuple(agreed.values()))

    def _reaches(self, part: Part, room: Span) -> tuple[Span, ...]:
        """Until the speaker pauses; and as far as the rest can take, slowly said and after a pause, in the room there is."""
        way = self.ways[part.line]
        before, after = _longest(way[: min(part.heard)]), _longest(way[max(part.heard) + 1 :])
        far = max(room[0], part.start - before), min(room[1], part.end + after)
        start, end = self.follower.spoken_around(part.start, part.end)
        return (max(far[0], start), min(far[1], end)), far


def _runs(words: Sequence[HeardToken]) -> Iterator[Span]:
    """The time that these words fill, with what lies between two of them."""
    run: Span | None = None
    for word in sorted(words, key=lambda word: word.start):
        if run and word.start - run[1] <= LOOSE:
            run = (run[0], word.end)
            continue
        if run:
            yield run
        run = (word.start, word.end)
    if run:
        yield run


def _agreeing(text: str, place: Followed, words: Sequence[HeardToken]) -> HeardToken | None:
    """The word that the recogniser heard, if it heard this one about where the way through all sounds has it."""
    middle = (place.start + place.end) / 2
    near = [word for word in words if word.text == text and abs(_middle(word) - middle) <= _NEAR]
    return min(near, key=lambda word: abs(_middle(word) - middle), default=None)


def _longest(words: Sequence[Way]) -> Fraction:
    return sum(map(len, words)) * _LONGEST_SOUND + _PAUSE if words else Fraction(0)


def _decoded(text: str, place: Followed) -> HeardToken:
    """As sure as it fits well."""
    fit = Fraction(round(fit_of([place]) * 100), 100)
    return HeardToken(text, place.start, place.end, min(max(_EVEN + fit / 2, _SHYEST), _BOLDEST))


def _middle(word: HeardToken) -> Fraction:
    return (word.start + word.end) / 2
