"""Captions burned into one piece's picture: an ASS document of ours, its times counted from the segment's beginning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dropcut.domain.cut import CutLine
from dropcut.domain.overlays import Overlay
from dropcut.domain.programme import Format
from dropcut.domain.settings import Burned
from dropcut.domain.values import Value
from dropcut.editing.captions.breaking import Group, grouped, millis
from dropcut.editing.captions.marks import BREAKER
from dropcut.editing.captions.rows import Space, text_of
from dropcut.editing.captions.titles import TITLE_STYLE, title_look, title_rows
from dropcut.editing.captions.units import Unit, line_units

_FONT: Final = "Sans"
_MARKED: Final = r"{\1c&H00D7FF&}"
_UNMARKED: Final = r"{\1c&HFFFFFF&}"
_STYLE: Final = (
    "Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, "
    "ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding"
)
"""All fields in their usual order: some readers go by that and not by their names."""
_WIDEST_ROW: Final = 42
_NARROWEST_ROW: Final = 20


class _Style(Value):
    size: int
    outline: int
    side: int
    bottom: int
    space: Space

    @property
    def above(self) -> int:
        """How far from the bottom there is room above captions of two rows."""
        return self.bottom + 3 * self.size


def burned(line: CutLine, piece: int, format: Format, burned: Burned) -> str:  # noqa: A002 - the design's word
    """The ASS document for one of the line's pieces; empty when nothing is to be shown in it."""
    begin = sum(each.frames for each in line.pieces[:piece])
    return drawn_over(line, begin, line.pieces[piece].frames, format, burned)


def drawn_over(  # noqa: PLR0913, PLR0917 - where, and how
    line: CutLine,
    first: int,
    frames: int,
    format: Format,  # noqa: A002 - the design's word
    burned: Burned,
    titles: Sequence[Overlay] = (),
) -> str:
    """The ASS document for some frames of a line, with the titles that lie over it; empty when nothing is shown in them."""
    window = millis(format.starts(first)), millis(format.starts(first + frames))
    style = _style(format)
    end = format.starts(sum(each.frames for each in line.pieces))
    groups = grouped(line_units(line, format), end, style.space) if burned is not Burned.NO else []
    events = [event for group in groups for event in _events(group, window, highlight=burned is Burned.HIGHLIGHT)]
    shown = [event for title in titles for event in _title(title, format, window, style)]
    styles = (_looks(style), *([title_look(format)] if shown else []))
    return _head(format, styles) + "".join(f"{event}\n" for event in (*events, *shown)) if events or shown else ""


def _title(title: Overlay, format: Format, window: tuple[int, int], style: _Style) -> Iterator[str]:  # noqa: A002 - the design's word
    begin = max(window[0], millis(format.starts(title.first)))
    end = min(window[1], millis(format.starts(title.first + title.frames)))
    first, last = _hundredths(begin - window[0]), _hundredths(end - window[0])
    if first < last:
        rows = title_rows(title.words, format)
        text = r"\N".join(_escaped(row) for row in rows.rows)
        yield f"Dialogue: 1,{_time(first)},{_time(last)},{TITLE_STYLE},,0,0,{style.above},,{rows.size_override}{text}"


def _style(format: Format) -> _Style:  # noqa: A002 - the design's word
    """Sizes by the shorter side; on a tall picture fewer letters a row, and room for what apps draw at the bottom."""
    width, height = format.width, format.height
    size = max(8, round(min(height * 0.055, width * 0.058) if height > width else height * 0.058))
    side = round(width * 0.06)
    row = round((width - 2 * side) / (size * 0.52))
    return _Style(
        size=size,
        outline=max(1, round(size * 0.07)),
        side=side,
        bottom=round(height * (0.18 if height > width else 0.07)),
        space=Space(cells=max(_NARROWEST_ROW, min(_WIDEST_ROW, row))),
    )


def _looks(style: _Style) -> str:
    return (
        f"Default,{_FONT},{style.size},&H00FFFFFF,&H00FFFFFF,&H00101010,&H80000000,-1,0,0,0,100,100,0,0,1,{style.outline},0,"
        f"2,{style.side},{style.side},{style.bottom},-1"
    )


def _head(format: Format, looks: Sequence[str]) -> str:  # noqa: A002 - the design's word
    return (
        "[Script Info]\nScriptType: v4.00+\nWrapStyle: 2\nScaledBorderAndShadow: yes\nYCbCr Matrix: None\n"
        f"PlayResX: {format.width}\nPlayResY: {format.height}\n\n"
        f"[V4+ Styles]\nFormat: {_STYLE}\n" + "".join(f"Style: {look}\n" for look in looks) + "\n"
        "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    )


def _events(group: Group, window: tuple[int, int], *, highlight: bool) -> Iterator[str]:
    begin, end = max(group.start, window[0]), min(group.end, window[1])
    if end <= begin:
        return
    moments = _moments(group) if highlight else [(group.start, group.end, None)]
    for start, stop, word in moments:
        first, last = _hundredths(max(start, begin) - window[0]), _hundredths(min(stop, end) - window[0])
        if first < last:
            yield f"Dialogue: 0,{_time(first)},{_time(last)},Default,,0,0,0,,{_text(group.rows, word)}"


def _moments(group: Group) -> Iterator[tuple[int, int, Unit | None]]:
    """Each word from its start to its end, and the silence between two with no word marked; all joined without a gap."""
    at = group.start
    for unit in (unit for row in group.rows for unit in row):
        start, end = max(at, millis(unit.start)), min(group.end, millis(unit.end))
        if start > at:
            yield at, start, None
        if end > start:
            yield start, end, unit
        at = max(at, start, end)
    if group.end > at:
        yield at, group.end, None


def _text(rows: Sequence[Sequence[Unit]], word: Unit | None) -> str:
    return r"\N".join(_row(row, word) for row in rows)


def _row(row: Sequence[Unit], word: Unit | None) -> str:
    escaped = [_marked(unit, unit is word) for unit in row]
    return text_of([unit._replace(text=text) for unit, text in zip(row, escaped, strict=True)])


def _marked(unit: Unit, said: bool) -> str:  # noqa: FBT001 - a fact, not a mode
    text = _escaped(unit.text)
    return f"{_MARKED}{text}{_UNMARKED}" if said else text


def _escaped(text: str) -> str:
    """No backslash begins a command, no brace an override."""
    return text.replace("\\", "\\" + BREAKER).replace("{", r"\{").replace("}", r"\}")


def _hundredths(at: int) -> int:
    return (at + 5) // 10


def _time(at: int) -> str:
    seconds, part = divmod(at, 100)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}.{part:02}"
