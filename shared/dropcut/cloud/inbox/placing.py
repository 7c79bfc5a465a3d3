"""Putting our objects where a user may have put theirs."""

from __future__ import annotations

from pathlib import PurePosixPath

from dropcut.cloud.gcs.bucket import NOBODY, Bucket
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.inbox.naming import OURS
from dropcut.cloud.inbox.record import Mark
from dropcut.cloud.inbox.turns import Turn
from dropcut.domain.errors import Conflict, NotFound, Unavailable

_TRIES = 5


class Placing:
    """What one turn puts in place. Whatever was seen was seen in that turn, and each write names what it replaces."""

    def __init__(self, bucket: Bucket, turn: Turn) -> None:
        self._bucket = bucket
        self._turn = turn
        self._placed: list[Stored] = []

    def put(self, source: Stored, name: str, there: Stored | None, ours: tuple[Mark, ...]) -> None:
        """Copy `source` to `name`, where `there` was seen; what is none of `ours` there gets a name of its own first."""
        for _ in range(_TRIES):
            try:
                if there is not None and Mark.of(there) not in ours:
                    _set_aside(self._bucket, there)
                self._placed.append(self._bucket.copy(source, name, OURS, there.generation if there else NOBODY))
                return
            except Conflict:  # somebody wrote there at this very moment: a user, or who took the turn from us
                there = self._bucket.looked(name)
                self._turn.check()
        raise Unavailable(f"{self._bucket.where(name)} is changed all the time.", "The work goes on by itself.")

    def undo(self) -> None:
        """Take away again what was put in place and not replaced since: whoever has the turn puts theirs."""
        for stored in self._placed:
            taken_away(self._bucket, stored)


def taken_away(bucket: Bucket, stored: Stored) -> None:
    """Remove an object; what was written over it meanwhile stays."""
    try:
        bucket.delete(stored.name, stored.generation)
    except Conflict:
        return


def _set_aside(bucket: Bucket, theirs: Stored) -> None:
    """Keep a user's object under a name beside ours; the name itself is overwritten next. Raises Conflict."""
    path, number = PurePosixPath(theirs.name), 1
    while True:
        aside = str(path.with_name(f"{path.stem}.yours-{number}{path.suffix}"))
        there = bucket.looked(aside)
        if there is None:
            break
        if there.has_the_bytes_of(theirs):  # kept by an earlier try
            return
        number += 1
    try:
        bucket.copy(theirs, aside, theirs.metadata)
    except NotFound as error:
        raise Conflict(f"{bucket.where(theirs.name)} was removed meanwhile.") from error
