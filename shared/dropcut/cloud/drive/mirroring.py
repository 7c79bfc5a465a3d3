"""One drop: the inbox is made to hold what the folder does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

import structlog

from dropcut.cloud.drive.book import Book
from dropcut.cloud.drive.claims import Claims
from dropcut.cloud.drive.copying import Copier
from dropcut.cloud.drive.deadline import Deadline
from dropcut.cloud.drive.faults import TooLargeToExport
from dropcut.cloud.drive.files import DriveFile
from dropcut.cloud.drive.planning import Fetch, Move, Plan, planned
from dropcut.cloud.drive.records import Entry, Trouble
from dropcut.cloud.drive.walking import Node
from dropcut.cloud.drive.wanting import Sorted, Wanted, sorted_out
from dropcut.cloud.firestore.patience import Patience
from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.inbox.awaited import AWAITED, Awaited
from dropcut.cloud.inbox.promising import promised
from dropcut.domain.errors import Conflict, NotFound, Permanent, Retryable, Stopped
from dropcut.domain.wording import spoken

log = structlog.get_logger(__name__)

AT_ONCE = 16
"""Files that are claimed together."""


class Standing(NamedTuple):
    """How the copy of a drop stands."""

    left: tuple[str, ...]
    """Paths of what is still to come."""
    notes: tuple[str, ...]
    troubles: Mapping[str, Trouble]
    done: bool
    """Whether all that can be copied is."""
    refused: str = ""
    """Why nothing of it can be."""


@dataclass
class Mirror:
    """The copy of one drop, made by one invocation; others may work on the same drop at the same moment."""

    book: Book
    bucket: Bucket
    copier: Copier
    claims: Claims
    deadline: Deadline
    nodes: Callable[[], tuple[Node, ...]]
    """What lies in the folder now. Raises Permanent."""
    target: Callable[[str], DriveFile | None]
    side_by_side: int
    at_work: Callable[[], None]
    """Told now and then that there is somebody."""
    troubles: dict[str, Trouble] = field(default_factory=dict)

    def made(self, announced: Callable[[Standing], None]) -> Standing:
        """Copy what is missing until all is there, somebody else has the rest, or the time is over.

        `announced` is told how it stands once it is known what is to come, before the first file is copied.
        """
        looked = self._look()
        announced(self._standing(*looked))
        goes_on = not looked[1].is_done
        while goes_on:
            goes_on = self._do(looked[1]) and not self.deadline.over
            looked = self._look()
            goes_on = goes_on and not looked[1].is_done
        if looked[1].is_done:
            self._tidy()
        return self._standing(*looked)

    def _tidy(self) -> None:
        """Take away what grew for nothing: whoever copied it died, or it was replaced, and now all is there."""
        grown = {stored.name.removeprefix(self.copier.growing): stored for stored in self.bucket.list(self.copier.growing)}
        for name in self.claims.taken_over(list(grown)):
            self._removed(grown[name])

    def _look(self) -> tuple[Sorted, Plan]:
        """See what lies where, and say beforehand what will come.

        The promise is read first: so it is taken back only by who saw all that it was given for.
        """
        patience = Patience()
        while True:
            promise = self.bucket.looked(self.copier.top + AWAITED)
            found, plan = self._seen()
            coming = dict.fromkeys(found.coming, "") | {fetch.wanted.path: fetch.wanted.content for fetch in plan.fetches}
            if promised(self.bucket, self.copier.top, promise, Awaited(files=coming, unfinished=dict(found.unfinished))):
                return found, plan
            patience.wait(self.copier.top)

    def _seen(self) -> tuple[Sorted, Plan]:
        found, top = sorted_out(self.nodes(), self.target), self.copier.top
        there = {stored.name.removeprefix(top): stored for stored in self.bucket.list(top)}
        there.pop(AWAITED, None)
        wanted = [each for each in found.wanted if not self._is_hopeless(each)]
        return found, planned(wanted, [*found.coming, *(each.path for each in found.wanted)], there)

    def _standing(self, found: Sorted, plan: Plan) -> Standing:
        left = (*found.coming, *(fetch.wanted.path for fetch in plan.fetches), *(move.wanted.path for move in plan.moves))
        occupied = tuple(
            f"{spoken(path)} is left out: another file of that name was put here another way." for path in plan.occupied
        )
        there = {each.id: each for each in found.wanted}
        troubles = {name: trouble for name, trouble in self.troubles.items() if name in there}
        return Standing(left, (*found.notes, *occupied), troubles, plan.is_done)

    def _is_hopeless(self, wanted: Wanted) -> bool:
        trouble = self.troubles.get(wanted.id)
        return trouble is not None and trouble.content == wanted.content

    def _do(self, plan: Plan) -> bool:
        """Whether anything changed by what we did."""
        moved = [self._moved(move) for move in plan.moves]
        removed = [self._removed(stored) for stored in plan.removals]
        copied = [self._copied(batch) for batch in _batches(plan.fetches) if not self.deadline.over]
        return any((*moved, *removed, *copied))

    def _moved(self, move: Move) -> bool:
        try:
            self.bucket.copy(move.source, self.copier.top + move.wanted.path, move.source.metadata, move.over)
        except (Conflict, NotFound):  # somebody else was quicker: the next look tells
            return True
        return True

    def _removed(self, stored: Stored) -> bool:
        try:
            self.bucket.delete(stored.name, stored.generation)
        except Conflict:  # something newer lies there: the next look tells
            return True
        return True

    def _copied(self, fetches: Sequence[Fetch]) -> bool:
        self.at_work()
        mine = self.claims.taken(fetches)
        if not mine:
            return False
        with ThreadPoolExecutor(self.side_by_side) as pool:
            ended = list(pool.map(self._brought, mine)) if self.side_by_side > 1 else [self._brought(each) for each in mine]
        for forget in (True, False):
            some = [fetch for fetch, done in zip(mine, ended, strict=True) if done is forget]
            if some:
                self.claims.let_go(some, forget=forget)
        return any(ended)

    def _brought(self, fetch: Fetch) -> bool:
        """Whether something came of it: the file is there, or it is known that it never will be."""
        if self.deadline.over:
            return False
        try:
            self.copier.copy(fetch)
        except TooLargeToExport as error:
            return self._as_text(fetch, error)
        except Permanent as error:
            return self._never(fetch, error)
        except Stopped as stop:
            log.info("somebody else goes on", path=fetch.wanted.path, why=str(stop))
            return False
        except Retryable as error:
            log.warning("copied later", path=fetch.wanted.path, why=str(error))
            return False
        return True

    def _as_text(self, fetch: Fetch, error: TooLargeToExport) -> bool:
        if fetch.wanted.as_text:
            return self._never(fetch, error)
        entry = Entry(file=fetch.wanted.file)
        self.book.changed(Entry, fetch.wanted.id, lambda stands: (stands or entry).with_(as_text=True))
        return True

    def _never(self, fetch: Fetch, error: Permanent) -> bool:
        log.warning("not copied", path=fetch.wanted.path, why=str(error))
        self.troubles[fetch.wanted.id] = Trouble(content=fetch.wanted.content, message=error.message, hint=error.hint)
        return True


def _batches(fetches: Sequence[Fetch]) -> Iterator[Sequence[Fetch]]:
    for begin in range(0, len(fetches), AT_ONCE):
        yield fetches[begin : begin + AT_ONCE]
