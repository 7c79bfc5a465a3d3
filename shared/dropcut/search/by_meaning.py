"""What is meant like a question, though it uses other words."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from dropcut.domain.searching import LONGEST_QUESTION, Question
from dropcut.search.answering import Found, hit_of, job_range, read

if TYPE_CHECKING:
    from dropcut.ports.meaning import Meaning

_COMPARED: Final = 200
_ALIKE: Final = 0.40
"""Below this, passages are about other things: see `tests/unit/search/test_by_meaning.py`."""
_SHOWN: Final = 10
_ANY: Final = "SELECT 1 FROM meaning WHERE first BETWEEN ? AND ? LIMIT 1"
_SIGNS: Final = "SELECT job, first, signs FROM meaning WHERE first BETWEEN ? AND ? AND engine = ? ORDER BY first"


class _Job(NamedTuple):
    """Whose passages were understood."""

    number: int
    first: int
    """The number of its first passage in the index."""
    before: int
    """How many passages of other jobs were looked through before."""


def found_by_meaning(
    index: sqlite3.Connection, question: Question, understanding: Callable[[], Meaning | None], seen: Collection[int]
) -> Iterator[Found]:
    """The nearest passages that are not `seen`, where any were understood and something here understands too."""
    between = job_range(index, question.job)
    if between is None or not index.execute(_ANY, between).fetchone():
        return
    meaning = understanding()
    if meaning is None:
        return
    near = _near(index, between, meaning, question)
    passages = read(index, [number for _, number in near])
    shown = 0
    for alike, number in near:
        row = passages[number]
        if alike < _ALIKE or shown == _SHOWN:
            return
        if number in seen or (question.part is not None and row.part != question.part):
            continue
        shown += 1
        yield Found(number, hit_of(row, "meaning", alike, ()))


def _near(index: sqlite3.Connection, between: tuple[int, int], meaning: Meaning, question: Question) -> list[tuple[float, int]]:
    """The most alike first, with their numbers."""
    from dropcut.search.nearness import SIGNS, likeness, nearest

    asked = meaning.vectors([question.words[:LONGEST_QUESTION]], _go_on)
    jobs, ends = list[_Job](), list[int]()

    def signs() -> Iterator[bytes]:
        for job, first, told in index.execute(_SIGNS, (*between, meaning.engine.model_dump_json())):
            jobs.append(_Job(job, first, ends[-1] if ends else 0))
            ends.append(jobs[-1].before + len(told) // SIGNS)
            yield told

    found = [(jobs[bisect_right(ends, at)], at) for at in nearest(signs(), asked, _COMPARED).tolist()]
    if not found:
        return []
    alike = likeness([_numbers(index, job.number, at - job.before) for job, at in found], asked)
    numbered = ((float(each), job.first + at - job.before) for each, (job, at) in zip(alike, found, strict=True))
    return sorted(numbered, key=lambda pair: -pair[0])


def _numbers(index: sqlite3.Connection, job: int, row: int) -> bytes:
    """Of one passage: all of a job's are not read for that."""
    from dropcut.ports.meaning import SIZE

    with index.blobopen("meaning", "vectors", job, readonly=True) as vectors:
        vectors.seek(row * SIZE)
        return vectors.read(SIZE)


def _go_on() -> None:
    """One sentence takes milliseconds: nothing stops it."""
