"""A page as it was written or edited: its blocks, their order, and which of them are dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from dropcut.editing.review import wording
from dropcut.editing.review.rows import Means, Row, refusal_at
from dropcut.editing.review.written import unescaped

_DROPPED: Final = unescaped(wording.DROPPED)


@dataclass
class Block:
    """All that stands below one line's heading and can be changed."""

    number: int
    row: int
    heading: str
    quote: list[Row] = field(default_factory=list)
    fields: dict[str, Row] = field(default_factory=dict)

    @property
    def caption(self) -> str:
        """The quoted words."""
        return " ".join(row.text for row in self.quote if row.text)


@dataclass
class Page:
    """What the rows of a page say."""

    blocks: dict[int, Block] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    """The lines that are not dropped."""
    divided: bool = False
    """Whether it tells where the dropped lines begin."""
    read: list[Row] = field(default_factory=list)
    """What is there to be read only."""


def page_of(rows: Iterable[Row]) -> Page:
    """The page that rows make. Raises Permanent, naming the row, for what stands in no block or twice in one."""
    reading = _Reading()
    for row in rows:
        reading.take(row)
    return reading.page


class _Reading:
    """Takes row after row."""

    def __init__(self) -> None:
        self.page = Page()
        self._block: Block | None = None
        self._dropping = False
        self._last: Row | None = None

    def take(self, row: Row) -> None:
        if row.means is Means.LINE:
            self._begin(row)
        elif row.means is Means.TO_BE_READ:
            self._note(row)
        elif self._block is None:
            raise refusal_at(row.number, "this belongs to no line", "Put it below the heading of its line.")
        elif row.means is Means.QUOTE:
            self._quote(self._block, row)
        else:
            self._field(self._block, row)
        self._last = row

    def _begin(self, row: Row) -> None:
        number = int(row.name or 0)
        if number in self.page.blocks:
            there = self.page.blocks[number].row
            hint = "To move a line, cut its block out and paste it; keep one of the two."
            raise refusal_at(row.number, f"line {number} stands here a second time, after row {there}", hint)
        self._block = Block(number, row.number, row.text)
        self.page.blocks[number] = self._block
        if not self._dropping:
            self.page.order.append(number)

    def _note(self, row: Row) -> None:
        self.page.read.append(row)
        if not row.text.startswith("#"):
            return
        self._block = None
        if row.text == _DROPPED:
            self._dropping = self.page.divided = True
        elif row.text.startswith("# "):
            self._dropping = False

    def _quote(self, block: Block, row: Row) -> None:
        if block.quote and self._last is not block.quote[-1]:
            raise self._twice(block, row, "a caption")
        block.quote.append(row)

    def _field(self, block: Block, row: Row) -> None:
        if row.name in block.fields:
            raise self._twice(block, row, f'"{row.name}:"')
        block.fields[row.name] = row

    def _twice(self, block: Block, row: Row, what: str) -> Exception:
        hint = "If it is another line's, put that line's heading back above it."
        return refusal_at(row.number, f"line {block.number} has {what} a second time", hint)
