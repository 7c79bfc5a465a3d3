"""Jobs that were woken and that nobody advances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from dropcut.cloud.firestore import queries
from dropcut.cloud.firestore.documents import job_id
from dropcut.cloud.firestore.dropping import forgotten_for_good
from dropcut.cloud.firestore.portions import pages
from dropcut.cloud.firestore.store import Store
from dropcut.cloud.firestore.turn_documents import may_be_woken, turn_path, turn_seen, wakes_path
from dropcut.cloud.firestore.writes import Seen
from dropcut.domain.names import JobId
from dropcut.domain.values import Instant, Millis


class _Neglected(NamedTuple):
    since: Instant
    text: str


def neglected(store: Store, patience: Millis, now: Instant, limit: int) -> tuple[JobId, ...]:
    """Those longest neglected first: no more of each kind are looked at than are asked for, but for those that are held."""
    found: set[_Neglected] = set()
    for query in (queries.old_wakes(Instant(now - patience)), queries.set_wakes(now)):
        every = (job for page in pages(store, query) for job in _of(store, page, patience, now))
        found.update(islice(every, limit))
    return tuple(job_id(job.text) for job in sorted(found)[:limit])


def _of(store: Store, page: Iterable[Seen], patience: Millis, now: Instant) -> Iterator[_Neglected]:
    jobs = [job_id(seen.fields["id"]) for seen in page]
    both = store.read([path(job) for job in jobs for path in (turn_path, wakes_path)]).seen
    for job, turn, wakes in zip(jobs, both[::2], both[1::2], strict=True):
        if wakes.there and not may_be_woken(wakes):
            forgotten_for_good(store, job)
        elif turn.there and wakes.there:
            since = turn_seen(turn, wakes).record.neglected_since(patience, now)
            if since is not None:
                yield _Neglected(since, str(job))
