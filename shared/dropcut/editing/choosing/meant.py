"""Lines that were said in other words only: what nobody's line explains is offered to lines that nobody says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import Final

from dropcut.domain.speech import Role, Said, Try, Word
from dropcut.editing.choosing.acceptance import is_acceptable
from dropcut.editing.choosing.candidates import Candidate, Judged
from dropcut.editing.choosing.evidence import Evidence, Listened
from dropcut.editing.choosing.reels import Reel, ear_for
from dropcut.editing.choosing.spans import Span, Spans, total
from dropcut.editing.choosing.takes import Take, moved
from dropcut.editing.meaning.matches import Match, Sought
from dropcut.editing.meaning.spelling import as_written
from dropcut.editing.references import normal_text
from dropcut.editing.trimming.uttered import Uttered
from dropcut.editing.words.fillers import fillers_of

IN_OTHER_WORDS: Final = "said in other words"
_SHARED: Final = Fraction(3, 10)
"""Two searches may tell an edge so differently."""
_ANOTHERS: Final = Fraction(1, 2)
"""A false start that holds so much of a line is that line's."""


@dataclass(frozen=True)
class Meant:
    """A take of a line in other words."""

    line: int
    take: Take
    likeness: float
    wording: str


def meant_takes(evidence: Evidence, reels: Sequence[Reel], takes: Sequence[Take], missing: Sequence[int]) -> tuple[Meant, ...]:
    """For lines without a take that could be used; no two share more than an edge, nor one with a take of another line."""
    if evidence.comparable is None or evidence.script is None or not missing:
        return ()
    lines = [line.spoken for line in evidence.script.lines]
    sought = Sought(lines, missing, evidence.settings.language)
    every = [one for number, reel in enumerate(reels) for one in _of_reel(evidence, sought, number, reel)]
    free = _Free.of(evidence, takes, lines)
    return tuple(sorted(_apart([one for one in every if free.allows(one)]), key=lambda one: one.take.place))


def meant_candidates(judged: Judged, meant: Sequence[Meant], lines: Sequence[str]) -> Mapping[int, tuple[Candidate, ...]]:
    """The takes of each line as what could stand for it: always worth a look."""
    by_line = groupby(sorted(meant, key=lambda one: (one.line, one.take.place)), key=lambda one: one.line)
    return {number: tuple(_candidate(judged, one, lines[number]) for one in some) for number, some in by_line}


def _candidate(judged: Judged, one: Meant, line: str) -> Candidate:
    plain = judged.candidate(one.take, line)
    return replace(
        plain, quality=plain.quality * one.likeness, flaws=(one.take.tried.reason, *plain.flaws), wording=one.wording
    )


def _of_reel(evidence: Evidence, sought: Sought, number: int, reel: Reel) -> Iterator[Meant]:
    for clip in reel.ears:
        listened = evidence.by_clip[clip]
        vectors = evidence.comparable.said.get(clip) if evidence.comparable else None
        if vectors is None or evidence.comparable is None:
            continue
        for match in sought.matches(listened.heard.words, vectors, evidence.comparable.lines):
            yield _meant(evidence, (number, reel), listened, match, sought.lines[match.line])


def _meant(evidence: Evidence, where: tuple[int, Reel], listened: Listened, match: Match, line: str) -> Meant:
    number, reel = where
    words = listened.heard.words[match.window.first : match.window.last + 1]
    fillers = fillers_of(evidence.settings.language, evidence.settings.fillers)
    kept = [at for at, word in enumerate(words) if word.text not in fillers]
    wording = as_written([words[at].text for at in kept], line)
    tried = _tried(words[kept[0] : kept[-1] + 1], fillers, wording, match.likeness)
    uttered = tuple(_uttered(said, listened.offset) for said in tried.said)
    take = Take(number, listened.clip, reel.shift(listened.clip), normal_text(line), uttered, tried)
    return Meant(match.line, moved(take, ear_for(evidence, reel, take.start, take.end), reel), match.likeness, wording)


def _tried(words: Sequence[Word], fillers: frozenset[str], wording: str, likeness: float) -> Try:
    """As a try at what was said: its places are those of its own words."""
    places = iter(range(len(words)))
    said = tuple(
        Said(word=word, role=Role.FILLER, place=None)
        if word.text in fillers
        else Said(word=word, role=Role.SAID, place=next(places))
        for word in words
    )
    return Try(
        line=0,
        said=said,
        coverage=Fraction(1),
        misses=(),
        insertions=0,
        fillers=sum(one.role is Role.FILLER for one in said),
        restarts=0,
        confidence=sum((word.confidence for word in words), Fraction(0)) / len(words),
        reason=f'{IN_OTHER_WORDS}: "{wording}" ({round(likeness * 100)}% alike)',
    )


def _uttered(said: Said, offset: Fraction) -> Uttered:
    word = said.word
    return Uttered(word.text, word.start + offset, word.end + offset, float(word.confidence), said.role, said.place)


@dataclass(frozen=True)
class _Free:
    """What no line has been given."""

    whole: Mapping[int, Spans]
    """By reel: takes that could be used for their own line, whether they are or not."""
    begun: Sequence[Take]
    """False starts that hold much of a line."""

    @classmethod
    def of(cls, evidence: Evidence, takes: Sequence[Take], lines: Sequence[str]) -> _Free:
        written = {normal_text(line): line.split() for line in lines}
        whole: dict[int, list[Span]] = {}
        begun: list[Take] = []
        for take in takes:
            if is_acceptable(evidence, take, written[take.line]):
                whole.setdefault(take.reel, []).append((take.start, take.end))
            elif take.tried.coverage >= _ANOTHERS:
                begun.append(take)
        return cls({reel: Spans.of(spans) for reel, spans in whole.items()}, begun)

    def allows(self, one: Meant) -> bool:
        """Whether it is nobody else's."""
        start, end = one.take.start, one.take.end
        near = self.whole[one.take.reel].near(start, end) if one.take.reel in self.whole else ()
        if total((max(start, first), min(end, last)) for first, last in near if last > start and first < end) > _SHARED:
            return False
        return not any(take.line != one.take.line and _overlap(take, one.take) > _SHARED for take in self.begun)


def _overlap(one: Take, other: Take) -> Fraction:
    if one.reel != other.reel:
        return Fraction(0)
    return min(one.end, other.end) - max(one.start, other.start)


def _apart(some: Sequence[Meant]) -> Iterator[Meant]:
    """The likest first; what overlaps one that was given is not given again."""
    given: list[Meant] = []
    for one in sorted(some, key=lambda one: (-one.likeness, one.line, one.take.place, one.take.clip)):
        if all(_overlap(one.take, other.take) <= 0 for other in given):
            given.append(one)
            yield one
