"""Reads an edited `review.md`: only what differs from what was written becomes a decision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from dropcut.domain.cut import Cut, CutLine
from dropcut.domain.decisions import Decision, Decisions, Move, PictureDecision, TakeRef
from dropcut.domain.errors import Permanent
from dropcut.domain.overlays import Overlay
from dropcut.domain.time import Seconds
from dropcut.domain.values import Sha256
from dropcut.domain.wording import printable
from dropcut.editing.review import wording
from dropcut.editing.review.known import by_number, refs_of
from dropcut.editing.review.order import moves_to
from dropcut.editing.review.page import Block, Page, page_of
from dropcut.editing.review.pictures import field_of, offered, picture_in_use, pictures_over, settled_as, without
from dropcut.editing.review.rows import Row, refusal_at, rows_of
from dropcut.editing.review.takes import AUTO, NONE, Offer, in_use, offers
from dropcut.editing.review.trims import read_trim
from dropcut.editing.review.writing import identity, review_of
from dropcut.editing.review.written import tidy

_IDENTITY: Final = re.compile(rf"<!-- {wording.MARK} ([0-9a-f]{{64}}) -->")


def written_for(text: str) -> Sha256 | None:
    """The `identity` of the cut and decisions that a page was written for; None when that row is gone."""
    found = _IDENTITY.findall(text)
    return Sha256(found[-1]) if found else None


def decisions_from(text: str, cut: Cut, before: Decisions) -> Decisions:
    """What is settled once the edits are obeyed; `before` itself when there are none.

    `text` is what became of `review_of(cut, before)`. Raises Permanent, naming the row, for an edit that nobody would
    obey, and for a page that was written for another cut.
    """
    _same_cut(text, cut, before)
    was, now = (page_of(rows_of(one)) for one in (review_of(cut, before), text.replace("\r\n", "\n")))
    _only_edits(was, now)
    return _Obeying(cut, before, was, now).decisions()


def _same_cut(text: str, cut: Cut, before: Decisions) -> None:
    if written_for(text) not in {None, identity(cut, before)}:
        hint = "Make those changes in the newest review.md; the older one can be deleted."
        raise Permanent(f"This {wording.FILE} was written for another cut than the one that it changes.", hint)


def _only_edits(was: Page, now: Page) -> None:
    """Whatever is not an edit must be as it was: a wish that nobody understands is not passed over."""
    if not now.order:
        raise Permanent(f"{wording.FILE} has no line left.", f"Delete {wording.FILE} to have it written again.")
    if was.divided and not now.divided and len(was.order) < len(was.blocks):
        raise Permanent(f'{wording.FILE} has no heading "{wording.DROPPED}" any more.', "Put it back above the dropped lines.")
    there = {row.text for row in was.read}
    for row in now.read:
        if row.text not in there:
            hint = "Change only captions, take:, begin:, end: and picture:; write notes between <!-- and -->."
            raise refusal_at(row.number, f'nobody would obey "{printable(row.text)[:60]}"', hint)
    for block in now.blocks.values():
        _known_line(block, was)


def _known_line(block: Block, was: Page) -> None:
    if block.number not in was.blocks:
        raise refusal_at(block.row, f"there is no line {block.number} in this cut", "New lines are written into the script.")
    if block.heading not in {was.blocks[block.number].heading, f"### Line {block.number}"}:
        hint = "Leave the heading as it was; to drop the line, delete its block."
        raise refusal_at(block.row, f'nobody would obey "{printable(block.heading)[:60]}"', hint)


class _Obeying:
    """Turns the edits of one page into decisions."""

    def __init__(self, cut: Cut, before: Decisions, was: Page, now: Page) -> None:
        self._cut = cut
        self._before = before
        self._was = was
        self._now = now
        self._were_there = frozenset(was.order)
        self._are_there = frozenset(now.order)
        self._refs = refs_of(cut)
        self._settled = by_number(cut, before)

    def decisions(self) -> Decisions:
        moves = self._moves()
        changed = tuple(self._changed(moves))
        if not changed:
            return self._before
        made = {decision.line: decision for decision in self._before.made} | {each.line: each for each in changed}
        for number in moves or ():  # obeyed one after the other, so that each finds its anchor at its place
            made[self._refs[number]] = made.pop(self._refs[number])
        silent = {each.line for each in changed if each == Decision(line=each.line)}
        return self._before.model_copy(update={"made": tuple(each for line, each in made.items() if line not in silent)})

    def _changed(self, moves: Mapping[int, Move] | None) -> Iterator[Decision]:
        for line in self._cut.lines:
            before = self._settled.get(line.number) or Decision(line=self._refs[line.number])
            edits = self._edits(line)
            if moves is not None and line.number in self._are_there:
                edits["move"] = moves.get(line.number)
            after = before.model_copy(update=edits)
            if after != before:
                yield after

    def _edits(self, line: CutLine) -> dict[str, object]:
        was, now = self._was.blocks[line.number], self._now.blocks.get(line.number)
        dropped = line.number not in self._are_there
        edits: dict[str, object] = {}
        if dropped != (line.number not in self._were_there):
            edits["dropped"] = dropped
        if now is not None:
            edits |= _caption(line, was, now) | _take(self._cut, line, now) | _trims(was, now) | self._pictures(line, now)
        return edits

    def _pictures(self, line: CutLine, now: Block) -> dict[str, object]:
        before = self._settled.get(line.number)
        settled = before.pictures if before else ()
        after = settled
        for number, overlay in pictures_over(self._cut, line):
            row = now.fields.get(field_of(number))
            asked = row.text.strip("*_`. ").upper() if row else ""
            if row is not None and asked != picture_in_use(overlay).upper():
                after = (*without(after, overlay), *_picture(row, line, asked, overlay, self._cut))
        return {"pictures": after} if after != settled else {}

    def _moves(self) -> Mapping[int, Move] | None:
        """Every move that there shall be, in the order to obey them; None where the order is as it was."""
        places = {line.number: place for place, line in enumerate(self._cut.lines)}
        order = [places[number] for number in self._now.order]
        if order == sorted(order):
            return None
        moved = (number for number, decision in self._settled.items() if decision.move is not None)
        return moves_to(self._now.order, self._refs, moved)


def _caption(line: CutLine, was: Block, now: Block) -> dict[str, object]:
    if was.quote and not now.quote:
        hint = "Leave a lone > for no caption; to drop the line, delete its whole block."
        raise refusal_at(now.row, f"line {line.number} has no caption any more", hint)
    if now.caption == was.caption:
        return {}
    return {"caption": None if now.caption == tidy(line.text) else now.caption}


def _take(cut: Cut, line: CutLine, now: Block) -> dict[str, object]:
    """Another take, from its own first word to its own last: what was said of the edges was said of the other one."""
    row = now.fields.get(wording.TAKE)
    asked = row.text.strip("*_`. ").upper() if row else ""
    if row is None or asked == in_use(line).upper():
        return {}
    edges = {"earlier": None, "later": None}
    if asked == AUTO.upper():
        return {"pin": None, **edges}
    return {"pin": _offered(row, line, asked, offers(cut, line)), **edges}


def _offered(row: Row, line: CutLine, asked: str, there: tuple[Offer, ...]) -> TakeRef:
    found = next((offer.ref for offer in there if offer.ref and offer.letter == asked), None)
    if found is None:
        letters = ", ".join(offer.letter for offer in there if offer.letter)
        hint = f"Write one of: {letters}, {AUTO}." if letters else f"Write {AUTO}, or leave it as it was."
        raise refusal_at(row.number, f'line {line.number} has no take "{printable(row.text)[:20]}"', hint)
    return found


def _picture(row: Row, line: CutLine, asked: str, overlay: Overlay, cut: Cut) -> Iterator[PictureDecision]:
    """What is settled by a letter; nothing by `auto`."""
    if asked == AUTO.upper():
        return
    if asked == NONE.upper():
        yield settled_as(overlay, dropped=True)
        return
    there = offered(cut, overlay)
    found = next((each for each in there if each.letter == asked), None)
    if found is None:
        letters = ", ".join((*(each.letter for each in there), NONE, AUTO))
        raise refusal_at(
            row.number, f'line {line.number} has no picture "{printable(row.text)[:20]}"', f"Write one of: {letters}."
        )
    if found.ref:
        yield settled_as(overlay, pin=found.ref)


def _trims(was: Block, now: Block) -> dict[str, object]:
    ways = ((wording.BEGIN, wording.EARLIER), (wording.END, wording.LATER))
    return {way: amount for name, way in ways for amount in _trim(name, way, was, now)}


def _trim(name: str, way: str, was: Block, now: Block) -> Iterator[Seconds | None]:
    """The amount that stands there now, where it is another."""
    row = now.fields.get(name)
    if row is None:
        return
    if name not in was.fields:
        raise refusal_at(row.number, f"line {now.number} has no take to {name} elsewhere", "Choose a take first.")
    amount = read_trim(row.text, way)
    if amount is None:
        hint = f"Write seconds and a direction, such as: {name}: 0.2 s {way}"
        raise refusal_at(row.number, f'"{printable(row.text)[:40]}" is no amount', hint)
    if amount != read_trim(was.fields[name].text, way):
        yield amount or None
