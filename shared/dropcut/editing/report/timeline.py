"""The programme as a picture: its pieces coloured by clip, its sound below them, and a ruler."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from dropcut.domain.report import LineReport, Report, Showing, Used
from dropcut.domain.wording import printable
from dropcut.editing.report.clock import clock, mark
from dropcut.editing.report.markup import Html, element, joined, named

COLOURS: Final = 8
"""So many clips are told apart by colour; the ninth looks like the first."""
_RULER: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
_MARKS_AT_MOST: Final = 9
_ROOM_FOR_A_NUMBER: Final = Fraction(2)
_HALF: Final = 50


def colour(report: Report, clip: str) -> str:
    """The class that colours a clip."""
    return f"c{report.clips.index(clip) % COLOURS}"


def timeline(report: Report, waveform: tuple[int, ...]) -> Html | None:
    """The picture; None for a programme without a piece."""
    if not report.duration:
        return None
    picture = element(
        "svg",
        element("title", "The programme: pieces by clip, and how loud it is"),
        *(_piece(report, line, piece) for line in report.lines for piece in line.pieces),
        *(_over(report, line, view) for line in report.lines for one in line.pictures for view in one.views),
        *(_scene(report, place) for place in _scene_places(report)),
        _sound(waveform),
        *(_cut(report, piece) for line in report.lines for piece in line.pieces if piece.program_start),
        *_ruler(report.duration),
        element("line", class_="head", id="head", x1="0", x2="0", y1="0", y2="86"),
        id="timeline",
        class_="timeline",
        role="img",
        data_duration=_number(report.duration),
    )
    return joined([picture, _legend(report)])


def _piece(report: Report, line: LineReport, piece: Used) -> Html:
    start, length = _share(piece.program_start, report), _share(piece.program_end - piece.program_start, report)
    said = f"{line.number}. {line.text}\n{printable(piece.clip)}, {clock(piece.start)} to {clock(piece.end)}"
    numbered = piece == line.pieces[0] and length >= _ROOM_FOR_A_NUMBER
    return element(
        "g",
        element("rect", x=_percent(start), width=_percent(length), y="0", height="36", class_=colour(report, piece.clip)),
        element("text", str(line.number), x=_percent(start + length / 2), y="23", class_="number") if numbered else None,
        _warning(start, length) if line.status == "ambiguous" else None,
        element("title", said),
    )


def _over(report: Report, line: LineReport, view: Showing) -> Html:
    """Above the take that it hides, which stays to be seen below."""
    start, length = _share(view.program_start, report), _share(view.program_end - view.program_start, report)
    kind = colour(report, view.clip) if view.clip in report.clips else "still"
    said = f"{line.number}. {printable(view.clip)}, seen instead of the take"
    box = element("rect", x=_percent(start), width=_percent(length), y="0", height="14", class_=f"over {kind}")
    return element("g", box, element("title", said))


def _warning(start: Fraction, length: Fraction) -> Html:
    return element("rect", x=_percent(start), width=_percent(length), y="32", height="4", class_="look")


def _sound(waveform: tuple[int, ...]) -> Html | None:
    if not waveform:
        return None
    loudest = max(waveform) or 1
    heights = [_HALF * level / loudest for level in waveform]
    above = " ".join(f"{n} {_HALF - height:.4g}" for n, height in enumerate(heights))
    below = " ".join(f"{n} {_HALF + height:.4g}" for n, height in reversed(tuple(enumerate(heights))))
    return element(
        "svg",
        element("path", d=f"M{above} {below}Z", class_="sound"),
        y="40",
        width="100%",
        height="44",
        viewBox=f"0 0 {max(len(waveform) - 1, 1)} 100",
        preserveAspectRatio="none",
    )


def _cut(report: Report, piece: Used) -> Html:
    place = _percent(_share(piece.program_start, report))
    return element("line", x1=place, x2=place, y1="0", y2="84", class_="cut")


def _scene_places(report: Report) -> Iterator[Fraction]:
    """Where in the programme the shot changes inside a piece."""
    starts: dict[str, list[Fraction]] = defaultdict(list)
    for scene in report.scenes:
        if scene.boundary != "start":
            starts[scene.clip].append(scene.start)
    for line in report.lines:
        for piece in line.pieces:
            for start in starts[piece.clip]:
                if piece.start < start < piece.end:
                    yield piece.program_start + start - piece.start


def _scene(report: Report, place: Fraction) -> Html:
    return element(
        "rect",
        element("title", f"another shot begins at {clock(place)}"),
        x=_percent(_share(place, report)),
        y="0",
        width="3",
        height="9",
        rx="1",
        class_="scene",
    )


def _ruler(duration: Fraction) -> list[Html]:
    step = next((step for step in _RULER if duration / step <= _MARKS_AT_MOST), _RULER[-1])
    return [
        element("text", mark(Fraction(time)), x=_percent(time / duration * 100), y="101", class_="mark")
        for time in range(0, int(duration) + 1, step)
    ]


def _legend(report: Report) -> Html:
    shown = {piece.clip for line in report.lines for piece in line.pieces}
    shown |= {view.clip for line in report.lines for one in line.pictures for view in one.views}
    seen = [clip for clip in report.clips if clip in shown]
    return element("ul", *(element("li", _swatch(report, clip), named(clip)) for clip in seen), class_="legend")


def _swatch(report: Report, clip: str) -> Html:
    box = element("rect", width="10", height="10", rx="2", class_=colour(report, clip))
    return element("svg", box, class_="swatch", viewBox="0 0 10 10", aria_hidden="true")


def _share(time: Fraction, report: Report) -> Fraction:
    return time / report.duration * 100


def _percent(share: Fraction) -> str:
    return f"{float(share):.4f}%"


def _number(time: Fraction) -> str:
    return f"{float(time):.6f}"
