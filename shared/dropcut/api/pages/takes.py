"""The takes of one line: the chosen one and its alternates, with what was heard in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dropcut.api.pages.difference import Kind, Part, difference, is_the_same
from dropcut.api.pages.hearing import HeardTry, Hearing
from dropcut.domain.cut import Cut, CutLine, Piece
from dropcut.editing.report.clock import clock
from dropcut.editing.report.markup import Html, element, joined, named, theirs
from dropcut.editing.report.timeline import COLOURS
from dropcut.editing.review.takes import Offer, offers

_KEYS: Final = 9
_TITLES: Final = {
    Kind.LEFT_OUT: "in the script, not heard",
    Kind.EXTRA: "heard, not in the script",
    Kind.FILLER: "a filler",
    Kind.AGAIN: "said again later",
}


@dataclass(frozen=True)
class Takes:
    """Writes the takes of one cut's lines."""

    cut: Cut
    hearing: Hearing
    edits: bool

    def of(self, line: CutLine) -> Html | None:
        """The list; nothing for a line that has none."""
        there = offers(self.cut, line)
        if not there:
            return None
        takes = (self._take(line, number, offer) for number, offer in enumerate(there, 1))
        return element("ol", *takes, class_="offers", aria_label="Takes of this line")

    def _take(self, line: CutLine, number: int, offer: Offer) -> Html:
        used = number == 1 and bool(line.pieces)
        return element(
            "li",
            self._choice(number, offer, used=used),
            element(
                "div",
                element("p", *self._sources(number, offer.pieces), class_="sources"),
                element("p", theirs(offer.reason), class_="reason"),
                self._heard(line, offer),
            ),
            class_="offer used" if used else "offer",
            data_take=str(number - 1),
        )

    def _choice(self, number: int, offer: Offer, *, used: bool) -> Html:
        said = f"Take {number}" if offer.ref else f"Take {number}, stitched from several clips"
        return element(
            "button",
            str(number),
            type="button",
            class_="choose",
            aria_label=f"{said}: use it",
            aria_pressed="true" if used else "false",
            aria_keyshortcuts=str(number) if number <= _KEYS else None,
            disabled=not self.edits or (offer.ref is None and not used),
        )

    def _sources(self, number: int, pieces: Sequence[Piece]) -> Iterator[Html | str]:
        for place, piece in enumerate(pieces):
            start, end = piece.start(self.cut.format), piece.end(self.cut.format)
            name = self.cut.clips[piece.clip].name
            span = f"{clock(start)} to {clock(end)}"
            if not place:
                label = f"Play take {number}"
                yield element("button", "▶", type="button", class_="play", data_play=str(number - 1), aria_label=label)
                yield " "
            yield element("span", swatch(piece.clip), named(name), " ", element("span", span, class_="time"), class_="source")
            if piece.sound != piece.clip:
                yield joined([element("span", " heard in ", class_="quiet"), named(self.cut.clips[piece.sound].name)])
            yield " "

    def _heard(self, line: CutLine, offer: Offer) -> Html | None:
        tries = self.hearing.of(line.number, offer.pieces, self.cut.format)
        if not tries:
            return None
        return element("div", *(_told(line.text, one) for one in tries), class_="heard")


def swatch(clip: int) -> Html:
    """A clip's colour, as the timeline has it."""
    dot = element("rect", width="10", height="10", rx="2", class_=f"c{clip % COLOURS}")
    return element("svg", dot, class_="swatch", viewBox="0 0 10 10", aria_hidden="true")


def _told(text: str, one: HeardTry) -> Html:
    parts = difference(text, one.said)
    if is_the_same(parts):
        return element("p", element("span", "✓ ", class_="good"), "Heard word for word as written.", class_="quiet same")
    words = [spaced for part in parts for spaced in (_word(part), " ")][:-1]
    return element("p", element("span", "Heard: ", class_="quiet"), *words, class_="difference", dir="auto")


def _word(part: Part) -> Html | str:
    title = _TITLES.get(part.kind)
    if title is None:
        return part.text
    name = "del" if part.kind is Kind.LEFT_OUT else "ins"
    aloud = element("span", f" ({title})", class_="aloud")
    return element(name, part.text, aloud, class_=part.kind, title=title)
