"""Where the programme shows a mark: what of it is on the screen while the mark is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dropcut.domain.report import LineReport, MarkReport, Report, Showing, Used
from dropcut.domain.time import Seconds
from dropcut.editing.report.clock import clock


class Use(NamedTuple):
    """A stretch of the programme."""

    line: int
    start: Seconds
    end: Seconds


def uses_of(report: Report, mark: MarkReport) -> tuple[Use, ...]:
    """In the programme's order. What lies under another picture counts too: whoever takes that away sees it."""
    return tuple(sorted((use for line in report.lines for use in _in_line(line, mark)), key=lambda use: use.start))


def told_uses(report: Report, mark: MarkReport) -> str:
    """In words: `in the cut at 0:12, line 3`."""
    uses = uses_of(report, mark)
    if not uses:
        return "not in the cut"
    first, lines = uses[0], list(dict.fromkeys(use.line for use in uses))
    more = f" and {len(lines) - 1} more" if len(lines) > 1 else ""
    return f"in the cut at {clock(first.start)}, line {first.line}{more}"


def _in_line(line: LineReport, mark: MarkReport) -> Iterator[Use]:
    shown: list[Used | Showing] = [*line.pieces, *(view for one in line.pictures for view in one.views)]
    for piece in shown:
        for span in mark.spans:
            start, end = max(span.start, piece.start), min(span.end, piece.end)
            if piece.clip == mark.clip and start < end:
                yield Use(line.number, piece.program_start + start - piece.start, piece.program_start + end - piece.start)
