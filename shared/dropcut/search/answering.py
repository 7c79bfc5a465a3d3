"""Asking an index, of one job or of many: the passages that hold every term, the best first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any, Final, NamedTuple

from dropcut.domain.searching import Hit, Part, Question
from dropcut.domain.values import Millis
from dropcut.search.matching import Run, runs_of
from dropcut.search.parts import marker
from dropcut.search.snippets import snippet
from dropcut.search.terms import Term
from dropcut.search.times import time_of
from dropcut.search.words import words_of

MOST_RANKED: Final = 1000
"""Of what is found more often, the newest are ranked: words that are said everywhere tell little of where to look."""
_WEIGHTS: Final = f"CASE part WHEN '{Part.SCRIPT}' THEN 1.3 WHEN '{Part.REPORT}' THEN 0.6 ELSE 1.0 END"
_ROW: Final = 'passage.number, job.name, job.title, part, line, clip, start, "end", program, text, times, folded'


class Found(NamedTuple):
    """A passage, and how good it is."""

    number: int
    hit: Hit


class Row(NamedTuple):
    """A passage as it is kept."""

    number: int
    job: str
    title: str
    part: str
    line: int
    clip: str
    start: int
    end: int
    program: int | None
    text: str
    times: bytes
    folded: str


def found_by_words(index: sqlite3.Connection, question: Question, terms: Sequence[Term]) -> Iterator[Found]:
    """What holds every term. Scores are of one index: many jobs are compared within a merged one."""
    between = job_range(index, question.job)
    if between is None or not terms:
        return
    ranked = index.execute(
        f"SELECT -best * {_WEIGHTS} AS score, {_ROW} FROM (SELECT rowid AS at, rank AS best FROM words"  # noqa: S608 - constants
        " WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?)"
        " JOIN passage ON passage.number = at JOIN job ON job.number = passage.job ORDER BY score DESC, at DESC",
        (_expression(terms, question.part), *between, MOST_RANKED),
    )
    for score, *row in ranked:
        passage = Row(*row)
        runs = tuple(_own(passage, terms))
        if runs:
            yield Found(passage.number, hit_of(passage, "words", score, runs))


def job_range(index: sqlite3.Connection, job: str) -> tuple[int, int] | None:
    """The first and the last number that is asked for; None where there is no such job."""
    if not job:
        return (0, (1 << 62))
    asked = "SELECT min(passage.number), max(passage.number) FROM passage JOIN job ON job.number = job WHERE name = ?"
    first, last = index.execute(asked, (job.encode("utf-8", "replace").decode(),)).fetchone()
    return None if first is None else (first, last)


def read(index: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Row]:
    """Passages by their numbers."""
    some = ", ".join(str(int(number)) for number in numbers)
    asked = f"SELECT {_ROW} FROM passage JOIN job ON job.number = passage.job WHERE passage.number IN ({some})"  # noqa: S608 - whole numbers
    return {row[0]: Row(*row) for row in index.execute(asked)}


def hit_of(row: Row, by: Any, score: float, runs: Sequence[Run]) -> Hit:  # noqa: ANN401 - one of `Hit.by`
    """As it is answered."""
    text, marks = snippet(row.text, runs)
    into = time_of(row.times, runs[0].word) if runs else None
    later = into or Millis(0)
    return Hit(
        job=row.job,
        title=row.title,
        part=Part(row.part),
        by=by,
        score=Fraction(round(score * 1_000_000), 1_000_000),
        text=text,
        marks=marks,
        line=row.line or None,
        clip=row.clip or None,
        start=Fraction(row.start + later, 1000) if row.clip else None,
        end=Fraction(max(row.end, row.start + later), 1000) if row.clip else None,
        program=None if row.program is None else Fraction(row.program + later, 1000),
    )


def _own(row: Row, terms: Sequence[Term]) -> Iterator[Run]:
    """What of the passage's own text was found; what begins in the next one's is found there."""
    own = list(words_of(row.text))
    for run in islice(runs_of(row.folded.split(" "), terms), len(own)):
        if run.word < len(own):
            last = own[min(run.word + run.length, len(own)) - 1]
            yield run._replace(start=own[run.word].start, end=last.end)


def _expression(terms: Sequence[Term], part: Part | None) -> str:
    """In the words of FTS5. Of what was typed only folded words come here, and each stands in quotes."""
    every = [" OR ".join(_way(way, begins=term.begins) for way in term.ways) for term in terms]
    only = [] if part is None else [f'"{marker(part)}"']
    return " AND ".join([f"({each})" for each in every] + only)


def _way(way: Sequence[str], *, begins: bool) -> str:
    return f'"{" ".join(way)}"{" *" if begins else ""}'
