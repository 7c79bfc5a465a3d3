"""How long lists are read: a page at a time, each beginning behind the last of the page before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

Limit = Annotated[int, Query(ge=1, le=200, description="At most so many.")]
After = Annotated[
    str,
    Query(max_length=300, description="What `next` said in the page before; empty for the first.", examples=["ann/holiday"]),
]


@dataclass(frozen=True)
class Page:
    """Which part of a list is asked for."""

    after: str = ""
    limit: int = 50


async def _page(after: After = "", limit: Limit = 50) -> Page:
    return Page(after, limit)


ThePage = Annotated[Page, Depends(_page)]
