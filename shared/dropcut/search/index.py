"""Writing one job's index, and folding many into one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from dropcut.domain.searching import Passage
from dropcut.search.parts import marker
from dropcut.search.tables import LAYOUT, SCRIPT
from dropcut.search.times import packed
from dropcut.search.words import folded

if TYPE_CHECKING:
    from dropcut.ports.meaning import Meaning

_AT_ONCE: Final = 500
_INSERT: Final = """INSERT INTO passage (job, part, line, clip, start, "end", program, text, times, folded)
VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


class Named(NamedTuple):
    """Which job an index is of."""

    name: str
    title: str
    version: str = ""
    """Of the artifact that it was read from."""


def write(  # noqa: PLR0913, PLR0917 - what it is made from, and what helps
    file: Path,
    named: Named,
    passages: Iterable[Passage],
    pulse: Callable[[], None],
    meaning: Meaning | None = None,
    earlier: Path | None = None,
) -> int:
    """Write a new index at `file`; gives how many passages it holds. The same passages give the same bytes.

    What an `earlier` index understood by the same engine is not understood anew.
    """
    with closing(sqlite3.connect(file, isolation_level=None)) as index:
        index.execute("PRAGMA journal_mode = OFF")
        index.execute("PRAGMA synchronous = OFF")  # a scratch file: what is kept of it is synced by the store
        index.execute("BEGIN")
        laid_out(index)
        index.execute("INSERT INTO job VALUES (1, ?, ?, ?)", named)
        texts = _written(index, passages, pulse)
        index.execute("INSERT INTO words (rowid, folded) SELECT number, folded FROM passage ORDER BY number")
        if meaning is not None and texts:
            _understood(index, texts, meaning, pulse, earlier)
        index.execute("INSERT INTO words (words) VALUES ('optimize')")
        index.execute("COMMIT")
    return len(texts)


def laid_out(index: sqlite3.Connection) -> None:
    """Make the tables, within whatever transaction is open."""
    for statement in SCRIPT.strip().split(";\n"):
        index.execute(statement)
    index.execute("INSERT INTO about VALUES (?)", (LAYOUT,))


@contextmanager
def attached(merged: sqlite3.Connection, file: Path) -> Iterator[None]:
    """One job's index as `one`, beside a merged one; for reading."""
    merged.execute("ATTACH ? AS one", (f"{file.absolute().as_uri()}?mode=ro&immutable=1",))
    try:
        yield
    finally:
        merged.execute("DETACH one")


def fold(merged: sqlite3.Connection, named: Named) -> None:
    """Put the attached index in the place of whatever the merged one has of that job. Within a transaction."""
    remove(merged, named.name)
    job = merged.execute("INSERT INTO job (name, title, version) VALUES (?, ?, ?)", named).lastrowid
    (first,) = merged.execute("SELECT coalesce(max(number), 0) FROM passage").fetchone()
    merged.execute(
        'INSERT INTO passage SELECT number + ?, ?, part, line, clip, start, "end", program, text, times, folded'
        " FROM one.passage ORDER BY number",
        (first, job),
    )
    merged.execute(
        "INSERT INTO words (rowid, folded) SELECT number, folded FROM passage WHERE number > ? ORDER BY number", (first,)
    )
    merged.execute("INSERT INTO meaning SELECT ?, engine, first + ?, signs, vectors FROM one.meaning", (job, first))


def remove(merged: sqlite3.Connection, name: str) -> None:
    """Take a job out of a merged index. Within a transaction."""
    for (job,) in merged.execute("SELECT number FROM job WHERE name = ?", (name,)).fetchall():
        merged.execute(
            "INSERT INTO words (words, rowid, folded) SELECT 'delete', number, folded FROM passage WHERE job = ?", (job,)
        )
        for table in ("passage", "meaning"):
            merged.execute(f"DELETE FROM {table} WHERE job = ?", (job,))  # noqa: S608 - of the two names above
        merged.execute("DELETE FROM job WHERE number = ?", (job,))


def _written(index: sqlite3.Connection, passages: Iterable[Passage], pulse: Callable[[], None]) -> list[str]:
    texts, rest = list[str](), iter(passages)
    while some := tuple(islice(rest, _AT_ONCE)):
        pulse()
        index.executemany(_INSERT, map(_row, some))
        texts += (passage.text for passage in some)
    return texts


def _row(passage: Passage) -> tuple[object, ...]:
    whole = f"{passage.text} {passage.next}"
    place = (passage.part.value, passage.line, passage.clip, passage.start, passage.end, passage.program)
    return (*place, passage.text, packed(passage.times), f"{folded(whole)} {marker(passage.part)}")


def _understood(
    index: sqlite3.Connection, texts: Sequence[str], meaning: Meaning, pulse: Callable[[], None], earlier: Path | None
) -> None:
    from dropcut.search.nearness import kept
    from dropcut.search.remembered import remembered, rows_of

    known = dict(remembered(earlier, meaning.engine)) if earlier else {}
    new = [text for text in dict.fromkeys(texts) if text not in known]
    if new:
        known.update(zip(new, rows_of(*kept(meaning.vectors(new, pulse))), strict=True))
    signs, vectors = (b"".join(known[text][part] for text in texts) for part in (0, 1))
    row = (meaning.engine.model_dump_json(), signs, vectors)
    index.execute("INSERT INTO meaning VALUES (1, ?, 1, ?, ?)", row)
