"""Words for what is billed."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.on_paper.counting import Kind, Touch

Touches = Iterator[Touch]

_COUNTED_FOR_ONE_READ = 1_000
"""Index entries that one billed read of a `count()` covers."""


def read(what: str, count: int = 1) -> Touch:
    """So many documents, each got by its name."""
    return Touch(Kind.READ, what, count)


def found(collection: str, count: int) -> Touch:
    """A query that found so many; one that finds nothing costs a read."""
    return Touch(Kind.READ, f"{collection}/", max(1, count))


def counted(collection: str, count: int) -> Touch:
    """A `count()` of so many."""
    return Touch(Kind.READ, f"{collection}/", max(1, -(-count // _COUNTED_FOR_ONE_READ)))


def write(what: str) -> Touch:
    """One document."""
    return Touch(Kind.WRITE, what)


def delete(what: str) -> Touch:
    """One document."""
    return Touch(Kind.DELETE, what)
