"""What of a job can be found: its script line by line, what was said phrase by phrase, and what its report tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from dropcut.domain.report import LineReport, Report, Used
from dropcut.domain.script import Script
from dropcut.domain.searching import Part, Passage
from dropcut.domain.speech import Heard, Role, Try, Word
from dropcut.domain.time import Seconds
from dropcut.domain.values import Millis
from dropcut.search.words import words_of

_MOST_WORDS: Final = 40
_FEWEST_WORDS: Final = 12
_PAUSE: Final = Fraction(6, 10)
_LONG_PAUSE: Final = Fraction(3)
_RUNS_ON: Final = 8
"""How many words of the next passage a passage knows: a phrase of so many and one is found wherever it is cut."""


@dataclass(frozen=True)
class Told:
    """What is known of a job."""

    title: str
    script: Script | None = None
    report: Report | None = None
    spoken: tuple[Spoken, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Spoken:
    """What was said in one clip; `offset` leads to the clip's own time."""

    clip: str
    offset: Seconds
    heard: Heard
    tries: tuple[Try, ...] = ()
    """Where lines of the script were tried: they stand for words that the engine did not tell without them."""


def passages_of(told: Told) -> Iterator[Passage]:
    """All of it. The same job gives the same passages in the same order."""
    yield Passage(part=Part.REPORT, text=told.title)
    if told.report is not None and told.report.scripted:
        yield from map(_line, told.report.lines)
    elif told.script is not None:
        yield from (Passage(part=Part.SCRIPT, text=line.spoken, line=line.number) for line in told.script.lines)
    for spoken in told.spoken:
        yield from _said(spoken)
    if told.report is not None:
        yield from _reported(told.report)


def _line(line: LineReport) -> Passage:
    passage = Passage(part=Part.SCRIPT, text=line.text, line=line.number)
    if not line.pieces:
        return passage
    first = line.pieces[0]
    last = [piece for piece in line.pieces if piece.clip == first.clip][-1]
    placed = {"clip": first.clip, "start": millis(first.start), "end": millis(last.end), "program": millis(first.program_start)}
    return passage.model_copy(update=placed | {"times": _times(line, first)})


def _times(line: LineReport, first: Used) -> tuple[Millis, ...]:
    """When each word of the line is said, where that is one stretch and every word is told."""
    times = tuple(millis(word.start - first.program_start) for word in line.words for _ in words_of(word.text))
    return times if len(line.pieces) == 1 and len(times) == sum(1 for _ in words_of(line.text)) else ()


def _said(spoken: Spoken) -> Iterator[Passage]:
    if spoken.heard.words:
        yield from _phrases(spoken.heard.words, spoken)
        return
    for one in sorted(spoken.tries, key=lambda each: each.start):
        words = tuple(said.word for said in one.said if said.role is not Role.FILLER)
        yield from _phrases(words, spoken)


def _phrases(words: Sequence[Word], spoken: Spoken) -> Iterator[Passage]:
    first = 0
    while first < len(words):
        after = _cut(words, first)
        yield _phrase(words[first:after], words[after : after + _RUNS_ON], spoken)
        first = after


def _cut(words: Sequence[Word], first: int) -> int:
    """Where the passage that begins here ends: at a pause; if it would grow too long, at the last of the longest in it."""
    most = min(len(words), first + _MOST_WORDS)
    for at in range(first + 1, most):
        pause = _pause(words, at)
        if pause >= _LONG_PAUSE or (pause >= _PAUSE and at - first >= _FEWEST_WORDS):
            return at
    if most == len(words):
        return most
    return max(range(first + _FEWEST_WORDS, most + 1), key=lambda at: (_pause(words, at), at))


def _pause(words: Sequence[Word], at: int) -> Seconds:
    return words[at].start - words[at - 1].end


def _phrase(words: Sequence[Word], following: Sequence[Word], spoken: Spoken) -> Passage:
    begin = words[0].start
    return Passage(
        part=Part.TRANSCRIPT,
        text=" ".join(word.text for word in words),
        next=" ".join(word.text for word in following),
        clip=spoken.clip,
        start=millis(begin + spoken.offset),
        end=millis(words[-1].end + spoken.offset),
        times=tuple(millis(word.start - begin) for word in (*words, *following) for _ in words_of(word.text)),
    )


def _reported(report: Report) -> Iterator[Passage]:
    yield from (_reason(line) for line in report.lines if line.reason)
    for one in report.unused:
        place = {"clip": one.clip, "start": millis(one.start), "end": millis(one.end)}
        yield Passage(part=Part.REPORT, text=" ".join(filter(None, (one.reason, one.text)))).model_copy(update=place)
    refused = (f"{one.file} {one.message} {one.hint}".strip() for one in report.refused)
    whys = (report.speech.why, report.encoder.why)
    for text in (*report.notes, *report.orphans, *refused, *report.left_out, *whys):
        yield Passage(part=Part.REPORT, text=text)


def _reason(line: LineReport) -> Passage:
    passage = Passage(part=Part.REPORT, text=f"{line.status.value}: {line.reason}", line=line.number)
    if not line.pieces:
        return passage
    first = line.pieces[0]
    return passage.model_copy(
        update={
            "clip": first.clip,
            "start": millis(first.start),
            "end": millis(first.end),
            "program": millis(first.program_start),
        }
    )


def millis(time: Seconds) -> Millis:
    """Rounded, and never before the beginning."""
    return Millis(max(0, round(time * 1000)))
