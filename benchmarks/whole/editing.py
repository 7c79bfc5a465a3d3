"""One edit after the other, each from the state that the first run left, and what each cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.whole.edits import Edit
from benchmarks.whole.keeping import forget, forget_artifacts, keep, put_back
from benchmarks.whole.running import Ran, ran
from benchmarks.whole.sameness import decoded
from dropcut.editing.groups import groups_of

_MOST_RENDERED: Final = 2
_MOST_OF_THE_FIRST: Final = 0.1


@dataclass(frozen=True)
class Drop:
    """Where it lies, and how it is made."""

    folder: Path
    typed: Sequence[str]
    lines: tuple[str, ...]

    def make(self) -> Ran:
        """Once more, as it stands."""
        return ran(self.folder, self.typed)


@dataclass(frozen=True)
class Edited:
    """What one edit cost."""

    edit: Edit
    ran: Ran
    first: Ran
    groups: int
    """That the script has now and had not before."""
    same: bool | None
    """Whether a run from nothing gives the same frames and samples; None where that was not tried."""

    @property
    def share(self) -> float:
        """Of the first run's time."""
        return self.ran.seconds / self.first.seconds

    def broken(self) -> Iterator[str]:
        """The promises that do not hold."""
        rendered, found = self.ran.of("render").run, self.ran.of("find").run
        touched = self.groups * self.first.of("transcribe").run
        if rendered > _MOST_RENDERED:
            yield f"{rendered} segments rendered"
        if self.ran.of("transcribe").run:
            yield "heard again"
        if found > touched:
            yield f"{found} searches where {touched} groups and clips were touched"
        if self.share > _MOST_OF_THE_FIRST:
            yield f"{self.share:.0%} of the first time"
        if self.same is False:
            yield "another programme than from nothing"


def edited(drop: Drop, first: Ran, edits: Sequence[Edit], compared: int) -> Iterator[Edited]:
    """`compared`: so many of them are made from nothing as well, the last ones."""
    aside = drop.folder.with_name(f"{drop.folder.name}.first")
    keep(drop.folder, aside)
    for number, edit in enumerate(edits):
        put_back(drop.folder, aside)
        edit.make(drop.folder)
        again = drop.make()
        groups = len(set(_groups(edit.lines)) - set(_groups(drop.lines)))
        same = _is_same(drop, edit, again) if number >= len(edits) - compared else None
        yield Edited(edit, again, first, groups, same)
    put_back(drop.folder, aside)


def _groups(lines: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (tuple(lines[at] for at in group) for group in groups_of(lines))


def _is_same(drop: Drop, edit: Edit, again: Ran) -> bool:
    """A decision has no other home than the drop: there only what was made is forgotten."""
    by_edit = decoded(again.cut)
    if edit.swapped is None:
        forget(drop.folder)
    else:
        forget_artifacts(drop.folder)
    return decoded(drop.make().cut) == by_edit
