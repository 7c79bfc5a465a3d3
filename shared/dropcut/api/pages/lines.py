"""The script: every line as it stands in the cut, and what of it can be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dropcut.api.pages.takes import Takes
from dropcut.domain.cut import Cut, CutLine, Placed, Status
from dropcut.editing.report.clock import clock
from dropcut.editing.report.markup import Html, element, joined, theirs
from dropcut.editing.report.script_part import SAID

_LONG: Final = 200
"""More lines than these are drawn only when they are scrolled to."""
_FIRST: Final = (Status.MISSING, Status.AMBIGUOUS)


@dataclass(frozen=True)
class Lines:
    """Writes the lines of one cut."""

    cut: Cut
    takes: Takes
    edits: bool
    shown_over: Mapping[int, Html]
    """Other pictures than the takes, by the number of their line."""

    def script(self) -> Html:
        """All of them, in the programme's order; what needs a look is listed before them."""
        return element(
            "section",
            element("h2", "The script" if self.cut.scripted else "What was kept"),
            self._look_first(),
            element("ol", *self._all(), class_="lines long" if len(self.cut.lines) > _LONG else "lines", id="lines"),
            class_="script",
            id="script",
            aria_label="The script",
        )

    def _look_first(self) -> Html | None:
        """Missing lines, then doubtful ones."""
        wanted = [line for status in _FIRST for line in self.cut.lines if line.status is status]
        if not wanted:
            return None
        return element(
            "nav",
            element("h3", "Look at these first"),
            element("ul", *(_pointer(line) for line in wanted)),
            class_="look-first",
            aria_label="Lines to look at first",
        )

    def _all(self) -> Iterator[Html]:
        placed = self.cut.placed()
        section = ""
        for line in self.cut.lines:
            mine = tuple(next(placed) for _ in line.pieces)
            heading = line.section if line.section != section else ""
            section = line.section
            yield self._line(line, mine, heading)

    def _line(self, line: CutLine, placed: tuple[Placed, ...], heading: str) -> Html:
        start, end = _span(self.cut, placed)
        return element(
            "li",
            element("h3", theirs(heading)) if heading.strip() else None,
            element(
                "div",
                self._number(line),
                element(
                    "div",
                    self._words(line, placed),
                    self._ending(line, start),
                    self.shown_over.get(line.number),
                    class_="said",
                ),
                class_="row",
            ),
            element("div", *self._detail(line), class_="detail", id=f"detail-{line.number}", hidden=True),
            class_=f"line {line.status}",
            id=f"line-{line.number}",
            data_number=str(line.number),
            data_t=None if start is None else _decimal(start),
            data_end=None if end is None else _decimal(end),
        )

    def _number(self, line: CutLine) -> Html:
        return element(
            "button",
            str(line.number),
            type="button",
            class_="pick",
            aria_expanded="false",
            aria_controls=f"detail-{line.number}",
            aria_label=f"Line {line.number}, {SAID[line.status]}: show its takes",
            draggable="true" if self.edits else None,
        )

    def _words(self, line: CutLine, placed: tuple[Placed, ...]) -> Html:
        """As the script has them; each can be clicked where every one of them has its time."""
        written = line.text.split()
        if [word.text for word in line.words] != written or not written:
            return element("p", line.text or "(no words)", class_="text", dir="auto")
        starts = [self.cut.format.starts(place.first) for place in placed]
        times = [(starts[word.piece] + word.start, starts[word.piece] + word.end) for word in line.words]
        spans = (
            element("span", text, data_t=_decimal(start), data_end=_decimal(end))
            for text, (start, end) in zip(written, times, strict=True)
        )
        spaced: list[Html | str] = [part for span in spans for part in (span, " ")][:-1]
        return element("p", *spaced, class_="text", dir="auto")

    def _ending(self, line: CutLine, start: Fraction | None) -> Html:
        badge = element("span", SAID[line.status], class_=f"badge {line.status}")
        when = None if start is None else element("span", clock(start), class_="time quiet")
        caption = None
        if line.caption is not None:
            caption = joined([" Caption: ", theirs(line.caption) if line.caption else "none", "."])
        return element("p", badge, " ", when, " ", theirs(line.reason), caption, class_="reason")

    def _detail(self, line: CutLine) -> Iterator[Html | None]:
        yield element("h3", f"Line {line.number}", class_="detail-title")
        takes = self.takes.of(line)
        yield takes or element("p", theirs(line.reason or "No take of it was found."), class_="none")
        if line.pieces:
            yield element("div", class_="trims", data_trims=str(line.number))
        if self.edits:
            yield _caption(line)
            yield _actions(line)


def _pointer(line: CutLine) -> Html:
    badge = element("span", SAID[line.status], class_=f"badge {line.status}")
    return element("li", element("a", badge, " ", element("bdi", f"{line.number}. {line.text}"), href=f"#line-{line.number}"))


def _caption(line: CutLine) -> Html:
    name = f"caption-{line.number}"
    return element(
        "div",
        element("label", "Caption", for_=name),
        element(
            "textarea",
            line.text if line.caption is None else line.caption,
            id=name,
            rows="2",
            maxlength="2000",
            data_caption=str(line.number),
            dir="auto",
            aria_describedby=f"{name}-hint",
        ),
        element("p", "What is shown, not what is said. Empty shows none.", class_="hint", id=f"{name}-hint"),
        class_="caption-field",
    )


def _actions(line: CutLine) -> Html:
    dropped = line.status is Status.DROPPED
    drop = element(
        "button", "Bring it back" if dropped else "Drop this line", type="button", data_do="drop", aria_keyshortcuts="D"
    )
    return element(
        "div",
        drop,
        element("button", "Move up", type="button", data_do="up", aria_keyshortcuts="Alt+ArrowUp"),
        element("button", "Move down", type="button", data_do="down", aria_keyshortcuts="Alt+ArrowDown"),
        element("button", "Leave it to Dropcut", type="button", data_do="auto"),
        class_="actions",
    )


def _span(cut: Cut, placed: tuple[Placed, ...]) -> tuple[Fraction | None, Fraction | None]:
    if not placed:
        return None, None
    last = placed[-1]
    return cut.format.starts(placed[0].first), cut.format.starts(last.first + last.piece.frames)


def _decimal(time: Fraction) -> str:
    return f"{float(time):.6f}"
