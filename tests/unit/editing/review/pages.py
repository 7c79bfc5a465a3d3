"""Cuts with lines, takes and decisions of any kind, and the edits that a person makes to their pages."""

from __future__ import annotations

import re
from fractions import Fraction

from hypothesis import strategies as st

from dropcut.domain.cut import Alternate, Cut, CutLine, Piece, Removed, Status
from dropcut.domain.decisions import Decision, Decisions, LineRef, Move, Place, TakeRef
from dropcut.domain.values import Sha256
from dropcut.editing.references import line_refs
from dropcut.editing.review.reading import decisions_from
from dropcut.editing.review.writing import review_of
from tests.unit.editing.report.samples import CLIPS, FORMAT, line, piece

NOTHING = Decisions()


def cut_of(*lines: CutLine) -> Cut:
    removed = Removed(silence=Fraction(0), fillers=0, retakes=0)
    return Cut(format=FORMAT, engine=None, clips=CLIPS, lines=lines, scripted=True, removed=removed)


def plain(*texts: str) -> Cut:
    """A cut of lines with one take each."""
    return cut_of(*(line(number, text, piece(0, 100 * number, 50)) for number, text in enumerate(texts, 1)))


def edited(cut: Cut, *changes: tuple[str, str], before: Decisions = NOTHING) -> Decisions:
    """The decisions after each text was replaced where it first stands."""
    page = review_of(cut, before)
    for old, new in changes:
        assert old in page
        page = page.replace(old, new, 1)
    return decisions_from(page, cut, before)


def blocks_of(page: str) -> dict[int, str]:
    """Each line's block, from its heading to the next heading."""
    found = re.finditer(r"^### Line (\d+)[^\n]*\n.*?(?=^#|^<!--|\Z)", page, flags=re.MULTILINE | re.DOTALL)
    return {int(block[1]): block[0] for block in found}


def reordered(page: str, order: list[int], dropped: list[int]) -> str:
    """The page with the blocks of `order` first, and those of `dropped` among the dropped lines; others are deleted."""
    blocks = blocks_of(page)
    for block in blocks.values():
        page = page.replace(block, "", 1)
    head, tail = page.split("# Dropped lines\n")
    there = "".join(blocks[number] for number in order)
    gone = "".join(blocks[number] for number in dropped)
    return f"{head}\n{there}\n# Dropped lines\n{gone}\n{tail}"


_TEXT = st.text(max_size=30) | st.sampled_from(
    ["Hello.", "hello", "> a quote", "- take: B", "### Line 2", "<!-- no -->", "1. x"]
)
_PIECES = st.builds(piece, st.integers(0, 2), st.integers(0, 999), st.integers(1, 99))
_MANY = st.lists(_PIECES, max_size=2).map(tuple)
_AMOUNT = st.none() | st.fractions(-9, 9, max_denominator=1001)


@st.composite
def _lines(draw: st.DrawFn) -> tuple[CutLine, ...]:
    count = draw(st.integers(1, 6))
    numbers = draw(st.permutations(range(1, count + 1)))
    return tuple(draw(_line(number)) for number in numbers)


@st.composite
def _line(draw: st.DrawFn, number: int) -> CutLine:
    pieces: tuple[Piece, ...] = draw(_MANY)
    status = draw(st.sampled_from([Status.CHOSEN, Status.AMBIGUOUS] if pieces else [Status.MISSING, Status.DROPPED]))
    alternates = tuple(
        Alternate(score=Fraction(1, 2), reason=draw(_TEXT), pieces=draw(_MANY)) for _ in range(draw(st.integers(0, 2)))
    )
    said = {"section": draw(_TEXT), "reason": draw(_TEXT), "caption": draw(st.none() | _TEXT), "alternates": alternates}
    return line(number, draw(_TEXT), *pieces, status=status, **said)


@st.composite
def _decision(draw: st.DrawFn, refs: list[LineRef]) -> Decision:
    ref = draw(st.sampled_from(refs))
    take = TakeRef(asset=Sha256("1" * 64), start=Fraction(1), end=Fraction(2))
    moves = (None, Move(place=Place.FIRST), Move(place=Place.AFTER, line=draw(st.sampled_from(refs))))
    return Decision(
        line=ref,
        pin=draw(st.sampled_from([None, take])),
        earlier=draw(_AMOUNT),
        later=draw(_AMOUNT),
        dropped=draw(st.booleans()),
        move=draw(st.sampled_from(moves)),
        caption=draw(st.none() | _TEXT),
    )


@st.composite
def cuts_and_decisions(draw: st.DrawFn) -> tuple[Cut, Decisions]:
    cut = cut_of(*draw(_lines()))
    texts = [one.text for one in sorted(cut.lines, key=lambda one: one.number)]
    refs = [*line_refs(texts), LineRef(text="a line that is gone")]
    made = draw(st.lists(_decision(refs), max_size=4, unique_by=lambda one: one.line))
    return cut, Decisions(made=tuple(made))
