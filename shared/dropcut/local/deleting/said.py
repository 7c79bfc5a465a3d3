"""What proves a deletion, for a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from dropcut.domain.deleting import Certificate, Removed
from dropcut.domain.values import Instant
from dropcut.domain.wording import size


def said(proof: Certificate) -> Iterator[str]:
    """Line by line."""
    yield f"Deleted: {proof.job or proof.owner}. This is what proves it ({proof.id}), ended {_moment(proof.ended)}."
    for removed in proof.removed:
        yield f"  {_counted(removed)}"
    if not proof.removed:
        yield "  Nothing was there."
    yield f"Looked through afterwards, and found empty of it: {', '.join(proof.searched)}."
    for left in proof.left:
        yield f"  {left.count} {left.what} stay: {left.why}"
    for window in proof.windows:
        end = f"until {_moment(window.until)}" if window.until is not None else "with no end that we know"
        yield f"Could still be brought back from {window.of}, {end}: {window.why}"


def _counted(removed: Removed) -> str:
    bytes_ = f", {size(removed.bytes)}" if removed.bytes else ""
    left = f"; {removed.left} stay, as their user changed them" if removed.left else ""
    return f"{removed.count} {removed.what}{bytes_}{left}"


def _moment(at: Instant) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
