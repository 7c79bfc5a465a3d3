"""The page's own reckoning of moves gives what the program obeys."""

from __future__ import annotations

from itertools import permutations

from playwright.sync_api import Page

from dropcut.domain.decisions import LineRef
from dropcut.editing.review.order import moves_to
from tests.pages.house import House

_REFS = {number: LineRef(text=str(number)) for number in range(1, 6)}


def test_moves_bring_lines_into_every_order_with_as_few_as_the_program_needs(house: House, page: Page) -> None:
    page.goto(f"{house.url}/sign-in")
    wanted = list(permutations(_REFS))
    reckoned = page.evaluate("(all) => import('/static/order.js').then(({ moves }) => all.map((each) => moves(each)))", wanted)
    for order, moves in zip(wanted, reckoned, strict=True):
        assert _obeyed(moves) == list(order)
        assert len(moves) == len(moves_to(order, _REFS, ()))


def _obeyed(moves: list[tuple[int, int | None]]) -> list[int]:
    lines = list(_REFS)
    for number, after in moves:
        lines.remove(number)
        lines.insert(0 if after is None else lines.index(after) + 1, number)
    return lines
