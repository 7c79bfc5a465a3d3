"""Write the review: the paper edit of a cut, for a person to change."""

from __future__ import annotations

from typing import ClassVar

from dropcut.domain.blobs import Blob
from dropcut.domain.cut import Cut
from dropcut.domain.decisions import Decisions
from dropcut.domain.documents import Document
from dropcut.ports.tools import Tools

WRITTEN_FOR = "reviewing.json"


class Reviewing(Document):
    """A cut, and what was settled when it was made."""

    KIND: ClassVar[str] = "reviewing"

    cut: Cut
    decisions: Decisions


def write_review(tools: Tools, made: Reviewing) -> Blob:
    """Write `review.md`, and beside it what it was written for: whoever reads an edited one needs to know."""
    from dropcut.editing.review.wording import FILE
    from dropcut.editing.review.writing import review_of

    with tools.write(WRITTEN_FOR) as kept:
        kept.write(made.dumped())
    with tools.write(FILE) as target:
        target.write(review_of(made.cut, made.decisions).encode())
    return target.blob
