"""Figures as tables that can be pasted into a page."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

_MS = 1_000


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table, its columns as wide as their widest cell, those of numbers to the right."""
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    right = [all(_is_number(row[column]) for row in cells[1:]) for column in range(len(head))]
    ruled = [cells[0], ["-" * (width - 1) + (":" if to_right else "-") for width, to_right in zip(widths, right, strict=True)]]
    return "\n".join(_line(row, widths, right) for row in (*ruled, *cells[1:]))


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (cell.rjust(w) if to_right else cell.ljust(w) for cell, w, to_right in zip(row, widths, right, strict=True))
    return f"| {' | '.join(padded)} |"


def _is_number(cell: str) -> bool:
    return cell[:1].isdigit() or cell.startswith("$")


def percentile(seconds: Sequence[float], share: float) -> float:
    """The value that this share of all is at most."""
    return sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))]


def ms(seconds: float) -> str:
    """Milliseconds."""
    return f"{seconds * _MS:.2f} ms"


def middle(values: Sequence[float], digits: int = 0) -> str:
    """The median of several rounds, with the lowest and the highest."""
    return f"{median(values):,.{digits}f} ({min(values):,.{digits}f} to {max(values):,.{digits}f})"
