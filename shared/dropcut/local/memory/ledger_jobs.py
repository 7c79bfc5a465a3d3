"""The calls about jobs and their turns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from dropcut.domain.errors import Conflict, NotFound
from dropcut.domain.jobs import Job, JobState, Turn
from dropcut.domain.names import JobId, Owner
from dropcut.domain.turns import begun, ended, turn_of
from dropcut.domain.values import Millis
from dropcut.local.memory.ledger_part import Part
from dropcut.local.memory.ledger_records import JobRecord


class JobCalls(Part):
    """Jobs, by compare-and-set."""

    def create_job(self, job: Job) -> Job:
        with self._lock:
            recorded = self._records.jobs.get(job.id)
            if recorded is None:
                now = self.now()
                recorded = self._records.jobs[job.id] = JobRecord(job.with_(created=now, revised=now))
            return recorded.job

    def job(self, job: JobId) -> Job:
        with self._lock:
            return self._recorded(job).job

    def jobs(self, owner: Owner | None = None, states: Collection[JobState] = (), after: JobId | None = None) -> Iterator[Job]:
        with self._lock:
            jobs = [record.job for record in self._records.jobs.values()]
        jobs.sort(key=lambda job: str(job.id))
        later = (job for job in jobs if after is None or str(job.id) > str(after))
        yield from (job for job in later if owner in {None, job.id.owner} and (not states or job.state in states))

    def update_job(self, job: Job) -> Job:
        with self._lock:
            record = self._recorded(job.id)
            before = record.job
            if (before.version, before.created) != (job.version, job.created):
                raise Conflict(f"The job {job.id} changed meanwhile: it is at version {before.version}, not {job.version}.")
            record.job = job.with_(version=job.version + 1)
            self._noticed(record)
            return record.job

    def forget_job(self, job: JobId) -> None:
        with self._lock:
            record = self._records.jobs.get(job)
            if record is None:
                return
            for task, group in tuple(record.wishes):
                self._records.unwish(record, task, group)
            del self._records.jobs[job]
            self._lock.notify_all()

    def forget_owner(self, owner: Owner) -> None:
        """Nothing: beside jobs and tasks no owner is known."""

    def _recorded(self, job: JobId) -> JobRecord:
        record = self._records.jobs.get(job)
        if record is None:
            raise NotFound(f"There is no job {job}.", "dropcut status lists those that there are.")
        return record


class TurnCalls(Part):
    """Who may advance a job."""

    def wake(self, jobs: Sequence[JobId]) -> None:
        with self._lock:
            self._records.wake(jobs, self.now())

    def begin_advance(self, job: JobId, holder: str, lease: Millis) -> Turn | None:  # noqa: ARG002 - nobody asks who held a turn
        with self._lock:
            record, now = self._records.jobs.get(job), self.now()
            if record is None or record.turn.held(now):
                return None
            self._records.turns += 1
            record.turn = begun(record.turn, self._records.turns, lease, now)
            return turn_of(job, record.turn)

    def end_advance(self, turn: Turn, again_in: Millis | None) -> bool:
        with self._lock:
            record = self._records.held(turn)
            record.turn = ended(record.turn, turn, again_in, self.now())
            return record.turn.since is not None
