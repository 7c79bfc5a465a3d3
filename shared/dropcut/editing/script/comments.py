"""Markdown's rows without what stands before and between them unseen: front matter, and HTML comments.

A Markdown parser would do neither as a writer expects: to it front matter is a heading, and a comment ends at an empty row.
"""

from __future__ import annotations

from re import compile as pattern
from typing import Final

_RULE: Final = "---"
_FRONT_ENDS: Final = {"---", "..."}
_FIRST_KEY: Final = pattern(r"\w[\w .-]*:(\s.*)?")
_FRONT_ROW: Final = pattern(r"\w[\w .-]*:(\s.*)?|\s+\S.*|- .*|#.*|")
_FENCE: Final = pattern(r"[\s>]*(`{3,}(?=[^`]*$)|~{3,})")


def without_front_matter(rows: tuple[str, ...]) -> tuple[str, ...]:
    """Empty rows where front matter stood: rows of `key: value` between a `---` on the first row and the next one.

    A first key in capitals is a speaker (`ANNA: Hello` between two rules), so that is no front matter.
    """
    last = next((index for index, row in enumerate(rows) if index and row.rstrip() in _FRONT_ENDS), 0)
    if rows[0].rstrip() != _RULE or last < 2:  # noqa: PLR2004 - there is a row between them
        return rows
    first_key = rows[1].partition(":")[0]
    front = _FIRST_KEY.fullmatch(rows[1]) and not first_key.isupper() and all(map(_FRONT_ROW.fullmatch, rows[1:last]))
    return ("",) * (last + 1) + rows[last + 1 :] if front else rows


def without_comments(rows: tuple[str, ...]) -> tuple[str, ...]:
    """The same rows without `<!-- comments -->`, but for those in code. A comment that is never closed is text."""
    last_close = max((index for index, row in enumerate(rows) if "-->" in row), default=-1)
    cleaner = _Cleaner()
    return tuple(cleaner.cleaned(row, closed_later=index < last_close) for index, row in enumerate(rows))


class _Cleaner:
    """Knows whether the row at hand begins in a comment or in a fence."""

    def __init__(self) -> None:
        self._inside = False
        self._fence = ""

    def cleaned(self, row: str, *, closed_later: bool) -> str:
        if self._inside:
            _, closed, row = row.partition("-->")
            self._inside = not closed
            return self._opened(row, closed_later=closed_later)
        if self._in_code(row):
            return row
        return self._opened(row, closed_later=closed_later)

    def _in_code(self, row: str) -> bool:
        found = _FENCE.match(row)
        if not self._fence:
            self._fence = found[1] if found else ""
            return bool(found)
        if found and found[1].startswith(self._fence) and not row[found.end() :].strip():
            self._fence = ""
        return True

    def _opened(self, row: str, *, closed_later: bool) -> str:
        parts, done = [], 0
        while not self._inside and (first := _comment(row, done)) >= 0:
            last = row.find("-->", first + 2)
            if last < 0 and not closed_later:
                break
            parts.append(row[done:first])
            self._inside = last < 0
            done = len(row) if last < 0 else last + 3
        return "".join([*parts, row[done:]])


def _comment(row: str, begin: int) -> int:
    """Where the next comment opens that is neither escaped nor in code; -1 when none does."""
    counted, in_code = begin, False
    while (first := row.find("<!--", counted)) >= 0:
        in_code ^= row.count("`", counted, first) % 2 == 1
        if not in_code and row[max(first - 1, 0) : first] != "\\":
            return first
        counted = first + 4
    return -1
