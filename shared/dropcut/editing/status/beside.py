"""What is said where files lie beside the drops instead of in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dropcut.domain.wording import count_of, spoken
from dropcut.editing.status.page import Item, Page, Part
from dropcut.editing.status.words import ENDING

_MOST = 20


def page_beside(title: str, names: Sequence[str]) -> Page:
    """The status document of the folder that holds the drops."""
    if not names:
        part = Part(
            heading="What is happening", items=(Item(text="Each folder in here is one video, with a page of its own."),)
        )
        return Page(title=title, headline="Nothing needs you here", parts=(part,), ending=ENDING)
    what = Part(
        heading="What to do",
        items=(
            Item(
                text="Make a folder for each video in here, and put its script and footage into it: each folder is one video."
            ),
        ),
    )
    lies = Part(heading="What lies here and belongs to no video", items=tuple(_listed(names)))
    headline = f"{count_of(len(names), 'file')} in no folder: nothing is done with {'it' if len(names) == 1 else 'them'}"
    return Page(title=title, headline=headline, parts=(what, lies), ending=ENDING)


def _listed(names: Sequence[str]) -> Iterator[Item]:
    yield from (Item(text=f"{spoken(name)}.") for name in names[:_MOST])
    if len(names) > _MOST:
        yield Item(text=f"And {len(names) - _MOST} more.")
