"""Every take of every line, each once: what several clips recorded of it and what several searches found of it is one take."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dropcut.domain.speech import Role, Said, Try, Word
from dropcut.editing.choosing.contest import Contender, winners
from dropcut.editing.choosing.evidence import Evidence, Listened
from dropcut.editing.choosing.reels import Reel, ear_for
from dropcut.editing.references import normal_text
from dropcut.editing.trimming.uttered import Uttered

_SAME: Final = Fraction(1, 2)
_SMALL_WORD: Final = 3
_LOST_WORD: Final = 0.35
_STRANGE_WORD: Final = 0.3


@dataclass(frozen=True, eq=False)
class Take:
    """One take of a line, as the clip tells it in which it is heard."""

    reel: int
    clip: int
    """Which is heard."""
    shift: Fraction
    """What must be added to the reel's time for this clip's."""
    line: str
    """The line's normal text: lines that say the same share their takes."""
    words: tuple[Uttered, ...]
    tried: Try

    @property
    def start(self) -> Fraction:
        """In the reel's time."""
        return self.words[0].start - self.shift

    @property
    def end(self) -> Fraction:
        """In the reel's time."""
        return self.words[-1].end - self.shift

    @property
    def place(self) -> tuple[int, Fraction]:
        """When it was performed, against all other takes."""
        return self.reel, self.start

    @property
    def text(self) -> str:
        """What was said."""
        return " ".join(word.text for word in self.words)

    @property
    def worth(self) -> float:
        """How much of what was said it explains."""
        said = sum(_worth(word) for word in self.words if word.role in {Role.SAID, Role.REPEATED})
        return max(0.05, said - _LOST_WORD * len(self.tried.misses) - _STRANGE_WORD * self.tried.insertions)


def takes_of(evidence: Evidence, reels: Sequence[Reel]) -> tuple[Take, ...]:
    """In the order in which they were performed; no two of different lines share more than an edge."""
    lines = [normal_text(line.spoken) for line in evidence.script.lines] if evidence.script else []
    return tuple(take for number, reel in enumerate(reels) for take in _of_reel(evidence, number, reel, lines))


def _of_reel(evidence: Evidence, number: int, reel: Reel, lines: Sequence[str]) -> Iterator[Take]:
    by_line: dict[str, list[Take]] = defaultdict(list)
    for clip in reel.ears:
        for line, tried in _tries(evidence, evidence.by_clip[clip], lines):
            by_line[line].append(_take(evidence, number, clip, reel, line, tried))
    once = [take for takes in by_line.values() for take in _merged(evidence, reel, takes)]
    once.sort(key=lambda take: (take.start, take.end, take.line))
    won = winners([Contender(take.start, take.end, take.worth) for take in once])
    yield from (once[at] for at in won)


def _tries(evidence: Evidence, listened: Listened, lines: Sequence[str]) -> Iterator[tuple[str, Try]]:
    for group, found in zip(evidence.groups, listened.found, strict=True):
        for tried in found.tries:
            yield lines[group[tried.line]], tried


def _take(  # noqa: PLR0913, PLR0917 - what a take is made of
    evidence: Evidence, number: int, clip: int, reel: Reel, line: str, tried: Try
) -> Take:
    offset = evidence.by_clip[clip].offset
    words = tuple(
        Uttered(
            text=said.word.text,
            start=said.word.start + offset,
            end=said.word.end + offset,
            confidence=float(said.word.confidence),
            role=said.role,
            place=said.place,
        )
        for said in tried.said
    )
    return Take(number, clip, reel.shift(clip), line, words, tried)


def _merged(evidence: Evidence, reel: Reel, takes: Sequence[Take]) -> Iterator[Take]:
    """Of takes at the same time, the one that tells most, moved to the clip that is heard."""
    kept: list[list[Take]] = []
    for take in sorted(takes, key=lambda one: (one.start, one.end)):
        if kept and any(_is_same(other, take) for other in kept[-1]):
            kept[-1].append(take)
        else:
            kept.append([take])
    for same in kept:
        ear = ear_for(evidence, reel, min(take.start for take in same), max(take.end for take in same))
        yield moved(max(same, key=lambda take: (round(take.worth, 1), take.clip == ear)), ear, reel)


def _is_same(one: Take, other: Take) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= _SAME * min(one.end - one.start, other.end - other.start)


def moved(take: Take, clip: int, reel: Reel) -> Take:
    """The same take, as another clip of its reel recorded it."""
    if take.clip == clip:
        return take
    by = reel.shift(clip) - take.shift
    words = tuple(
        Uttered(word.text, word.start + by, word.end + by, word.confidence, word.role, word.place) for word in take.words
    )
    return Take(take.reel, clip, reel.shift(clip), take.line, words, take.tried)


def _worth(word: Uttered) -> float:
    return word.confidence * (0.5 if len(word.text) <= _SMALL_WORD else 1.0)


def bare_take(reel: int, clip: int, shift: Fraction, line: str, words: tuple[Uttered, ...]) -> Take:
    """Words that no search found: they are taken for all of what is wanted."""
    said = tuple(
        Said(
            word=Word(
                text=word.text, start=max(Fraction(0), word.start), end=max(Fraction(0), word.end), confidence=Fraction(0)
            ),
            role=word.role,
            place=word.place,
        )
        for word in words
    )
    tried = Try(
        line=0,
        said=said,
        coverage=Fraction(1),
        misses=(),
        insertions=0,
        fillers=0,
        restarts=0,
        confidence=Fraction(0),
        reason="no word of it was looked for",
    )
    return Take(reel, clip, shift, line, words, tried)


@dataclass(frozen=True)
class Neighbours:
    """What else is said in a clip, as far as it is known: it must not sound in a take's edges."""

    starts: Sequence[Fraction]
    ends: Sequence[Fraction]

    def around(self, take: Take) -> tuple[Fraction | None, Fraction | None]:
        """Where the word before a take ends, and where the word after it starts, in the take's clip."""
        first, last = take.words[0].start, take.words[-1].end
        own_starts, own_ends = {word.start for word in take.words}, {word.end for word in take.words}
        before = bisect_left(self.ends, first + _TOUCHING) - 1
        while before >= 0 and self.ends[before] in own_ends:
            before -= 1
        after = bisect_left(self.starts, last - _TOUCHING)
        while after < len(self.starts) and self.starts[after] in own_starts:
            after += 1
        return (
            min(self.ends[before], first) if before >= 0 else None,
            max(self.starts[after], last) if after < len(self.starts) else None,
        )


_TOUCHING: Final = Fraction(5, 100)


def neighbours_of(listened: Listened, takes: Sequence[Take]) -> Neighbours:
    """Of the words of a clip: those of its takes, and those that were recognised without a script."""
    spoken = [word for take in takes for word in take.words]
    told = listened.heard.words
    return Neighbours(
        sorted([word.start for word in spoken] + [word.start + listened.offset for word in told]),
        sorted([word.end for word in spoken] + [word.end + listened.offset for word in told]),
    )
