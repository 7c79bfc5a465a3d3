"""The ledger's calls about jobs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from secrets import randbits

from dropcut.cloud.firestore import queries
from dropcut.cloud.firestore.documents import about, path
from dropcut.cloud.firestore.dropping import forgotten_for_good
from dropcut.cloud.firestore.owner_documents import owner_path
from dropcut.cloud.firestore.part import Part
from dropcut.cloud.firestore.store import Decided
from dropcut.cloud.firestore.turn_documents import created, forgotten, may_be_woken, turn_path, wakes_path
from dropcut.cloud.firestore.writes import Fields, Seen, deleted, written
from dropcut.domain.errors import Conflict, NotFound
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import JobId, Owner

_PAGE = 200
_EPOCH_BITS = 52
"""Turns of a job are numbered from a random number on, so that those of a forgotten job stay stale without a record of it."""


class JobCalls(Part):
    """Jobs, by compare-and-set."""

    def create_job(self, job: Job) -> Job:
        while True:
            recorded = self._store.settle(lambda: self._created(job))
            if recorded is not None:
                return recorded
            forgotten_for_good(self._store, job.id)

    def job(self, job: JobId) -> Job:
        return _loaded(job, self._store.read([path("jobs", job)]).seen[0])

    def jobs(self, owner: Owner | None = None, states: Collection[JobState] = (), after: JobId | None = None) -> Iterator[Job]:
        query, behind = queries.jobs(owner, tuple(sorted(states))), None if after is None else (str(after),)
        while True:
            portion = self._store.find(query.page(_PAGE, behind)).seen
            yield from (Job.load(seen.fields["document"]) for seen in portion)
            if len(portion) < _PAGE:
                return
            behind = (portion[-1].fields["id"],)

    def update_job(self, job: Job) -> Job:
        return self._store.settle(lambda: self._updated(job))

    def forget_job(self, job: JobId) -> None:
        self._store.settle(lambda: self._begun_to_forget(job))
        forgotten_for_good(self._store, job)

    def forget_owner(self, owner: Owner) -> None:
        self._store.settle(lambda: self._owner_forgotten(owner))

    def _owner_forgotten(self, owner: Owner) -> Decided[None]:
        (seen,), _ = self._store.read([owner_path(owner)])
        return None, [deleted(seen)] if seen.there else []

    def _created(self, job: Job) -> Decided[Job | None]:
        (recorded, wakes), now = self._store.read([path("jobs", job.id), wakes_path(job.id)])
        if recorded.there:
            return _loaded(job.id, recorded), []
        if wakes.there:
            return None, []
        new = job.with_(created=now, revised=now)
        return new, [written(recorded, _fields(new)), *created(job.id, randbits(_EPOCH_BITS))]

    def _updated(self, job: Job) -> Decided[Job]:
        (seen,), _ = self._store.read([path("jobs", job.id)])
        before = _loaded(job.id, seen)
        if (before.version, before.created) != (job.version, job.created):
            raise Conflict(f"The job {job.id} changed meanwhile: it is at version {before.version}, not {job.version}.")
        new = job.with_(version=job.version + 1)
        return new, [written(seen, _fields(new))]

    def _begun_to_forget(self, job: JobId) -> Decided[None]:
        (recorded, turn, wakes), _ = self._store.read([path("jobs", job), turn_path(job), wakes_path(job)])
        if not may_be_woken(wakes):
            return None, []
        return None, [deleted(recorded), deleted(turn), forgotten(wakes)]


def _loaded(job: JobId, seen: Seen) -> Job:
    if not seen.there:
        raise NotFound(f"There is no job {job}.", "dropcut status lists those that there are.")
    return Job.load(seen.fields["document"])


def _fields(job: Job) -> Fields:
    found_by = {"state": job.state.value, "version": job.version, "created": job.created}
    return {**about("job-record", 1, job.id), **found_by, "document": job.dumped().decode()}
