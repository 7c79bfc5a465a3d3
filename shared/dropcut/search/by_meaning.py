"""What is meant like a question, though it uses other words."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from dropcut.domain.searching import LONGEST_QUESTION, Question
from dropcut.search.answering import Found, hit_of, job_range, read

if TYPE_CHECKING:
    from dropcut.ports.meaning import Meaning

_COMPARED: Final = 200
_ALIKE: Final = 0.40
"""Below this, passages are about other things: see `tests/unit/search/test_by_meaning.py`."""
_SHOWN: Final = 10


def found_by_meaning(
    index: sqlite3.Connection, question: Question, understanding: Callable[[], Meaning | None], seen: Collection[int]
) -> Iterator[Found]:
    """The nearest passages that are not `seen`, where any were understood and something here understands too."""
    kept = _kept(index, question)
    meaning = understanding() if kept else None
    if meaning is None:
        return
    rows = [row for row in kept if row[1] == meaning.engine.model_dump_json()]
    if not rows:
        return
    near = _near(index, rows, meaning, question)
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


def _kept(index: sqlite3.Connection, question: Question) -> list[Any]:
    between = job_range(index, question.job)
    if between is None:
        return []
    asked = "SELECT job, engine, first, signs FROM meaning WHERE first BETWEEN ? AND ? ORDER BY first"
    return index.execute(asked, between).fetchall()


def _near(index: sqlite3.Connection, rows: list[Any], meaning: Meaning, question: Question) -> list[tuple[float, int]]:
    """The most alike first, with their numbers."""
    from dropcut.search.nearness import SIGNS, likeness, nearest

    asked = meaning.vectors([question.words[:LONGEST_QUESTION]], _go_on)
    ends = list(accumulate(len(row[3]) // SIGNS for row in rows))
    places = list[tuple[int, int]]()
    for at in nearest(b"".join(row[3] for row in rows), asked, _COMPARED):
        one = bisect_right(ends, int(at))
        places.append((one, int(at) - (ends[one - 1] if one else 0)))
    numbers = [_numbers(index, rows[one][0], row) for one, row in places]
    alike = likeness(numbers, asked)
    return sorted(
        ((float(each), rows[one][2] + row) for each, (one, row) in zip(alike, places, strict=True)), key=lambda pair: -pair[0]
    )


def _numbers(index: sqlite3.Connection, job: int, row: int) -> bytes:
    from dropcut.ports.meaning import SIZE

    (numbers,) = index.execute(
        "SELECT substr(vectors, ?, ?) FROM meaning WHERE job = ?", (row * SIZE + 1, SIZE, job)
    ).fetchone()
    return bytes(numbers)


def _go_on() -> None:
    """One sentence takes milliseconds: nothing stops it."""
