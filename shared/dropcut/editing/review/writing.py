"""Writes `review.md` for a cut."""

from __future__ import annotations

from collections.abc import Iterator

from dropcut.domain.cut import Cut, CutLine, Piece, Status
from dropcut.domain.decisions import Decision, Decisions, LineRef
from dropcut.domain.overlays import Overlay, View
from dropcut.domain.time import Seconds
from dropcut.domain.values import Sha256, digest
from dropcut.domain.wording import spoken
from dropcut.editing.review import wording
from dropcut.editing.review.known import by_number
from dropcut.editing.review.pictures import Offered, asked_as, field_of, offered, picture_in_use, pictures_over
from dropcut.editing.review.takes import NONE, Offer, in_use, offers
from dropcut.editing.review.trims import trim
from dropcut.editing.review.written import escaped, tidy

_SAID = {
    Status.CHOSEN: "chosen",
    Status.AMBIGUOUS: "look at it",
    Status.MISSING: "missing",
    Status.DROPPED: "dropped",
}


def review_of(cut: Cut, decisions: Decisions) -> str:
    """The paper edit of `cut`, which `decisions` led to. The same two give the same text."""
    return "\n".join(_Writing(cut, decisions).rows()) + "\n"


def identity(cut: Cut, decisions: Decisions) -> Sha256:
    """What stands in the last row of a page, so that it is never read as that of another cut."""
    return digest((cut, decisions))


class _Writing:
    """Writes one page."""

    def __init__(self, cut: Cut, decisions: Decisions) -> None:
        self._cut = cut
        self._identity = identity(cut, decisions)
        self._settled = by_number(cut, decisions)

    def rows(self) -> Iterator[str]:
        yield from (wording.HOW_TO_PICTURES if self._cut.overlays else wording.HOW_TO).splitlines()
        yield from self._section("", tuple(line for line in self._cut.lines if line.status is not Status.DROPPED))
        yield from self._dropped(tuple(line for line in self._cut.lines if line.status is Status.DROPPED))
        yield from self._orphans()
        yield f"<!-- {wording.MARK} {self._identity} -->"

    def _section(self, section: str, lines: tuple[CutLine, ...]) -> Iterator[str]:
        for line in lines:
            if line.section != section and tidy(line.section):
                yield from ("", f"## {escaped(line.section)}")
            section = line.section
            yield from self._block(line)

    def _dropped(self, lines: tuple[CutLine, ...]) -> Iterator[str]:
        yield from ("", wording.DROPPED, "", wording.BRING_BACK if lines else wording.NOTHING_DROPPED)
        for line in lines:
            yield from self._block(line)
        yield ""

    def _orphans(self) -> Iterator[str]:
        if self._cut.orphans:
            yield from (wording.ORPHANS, "")
            yield from (f"- {escaped(orphan)}" for orphan in self._cut.orphans)
            yield ""

    def _block(self, line: CutLine) -> Iterator[str]:
        shown = line.text if line.caption is None else line.caption
        yield from ("", f"### Line {line.number} · {_SAID[line.status]}", "", f"> {escaped(shown)}".rstrip(), "")
        if line.caption is not None:
            yield from (f"The script says: {escaped(line.text)}", "")
        takes = offers(self._cut, line)
        if takes:
            yield from self._fields(line)
            yield from self._table(takes)
        else:
            yield escaped(line.reason) or "No take of it was found."
        for number, overlay in pictures_over(self._cut, line):
            yield from self._picture(number, overlay)

    def _picture(self, number: int, overlay: Overlay) -> Iterator[str]:
        name = field_of(number)
        yield from ("", f"- {name}: {picture_in_use(overlay)}", "")
        yield from (f"| {name} | {escaped(asked_as(overlay))} | from | to | why |", "|---|---|---|---|---|")
        if picture_in_use(overlay) == NONE:
            yield f"| {NONE} | – | | | {escaped(overlay.reason)} |"
        for each in offered(self._cut, overlay):
            for place, view in enumerate(each.views or (None,)):
                yield self._view(each, view, escaped(each.reason) if not place else "")

    def _view(self, each: Offered, view: View | None, reason: str) -> str:
        if view is None:
            return f"| {each.letter} | – | | | {reason} |"
        if view.image is not None:
            return f"| {each.letter} | {escaped(spoken(self._cut.images[view.image].name))} | | | {reason} |"
        starts = self._cut.format.starts
        start, end = _clock(starts(view.first)), _clock(starts(view.first + view.frames))
        return f"| {each.letter} | {escaped(spoken(self._cut.clips[view.clip or 0].name))} | {start} | {end} | {reason} |"

    def _fields(self, line: CutLine) -> Iterator[str]:
        settled = self._settled.get(line.number) or Decision(line=LineRef(text=""))
        yield f"- {wording.TAKE}: {in_use(line)}"
        if line.pieces:
            yield f"- {wording.BEGIN}: {trim(settled.earlier, wording.EARLIER)}"
            yield f"- {wording.END}: {trim(settled.later, wording.LATER)}"
        yield ""

    def _table(self, takes: tuple[Offer, ...]) -> Iterator[str]:
        yield from ("| take | clip | from | to | what is good and bad about it |", "|---|---|---|---|---|")
        for take in takes:
            for number, piece in enumerate(take.pieces):
                yield self._take(take, piece, escaped(take.reason) if not number else "")

    def _take(self, take: Offer, piece: Piece, reason: str) -> str:
        start, end = _clock(piece.start(self._cut.format)), _clock(piece.end(self._cut.format))
        return f"| {take.letter or '–'} | {escaped(spoken(self._cut.clips[piece.clip].name))} | {start} | {end} | {reason} |"


def _clock(time: Seconds) -> str:
    minutes, rest = divmod(round(time * 100), 6000)
    return f"{minutes}:{rest // 100:02}.{rest % 100:02}"
