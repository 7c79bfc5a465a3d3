"""A job's revisions, when it is settled, and when it has ended."""

from __future__ import annotations

import pytest

from dropcut.domain.blobs import FileVersion
from dropcut.domain.jobs import Arriving, Job, JobState, Refusal, Stage, ended, revised, settled
from dropcut.domain.names import JobId, Owner
from dropcut.domain.tasks import Failure
from dropcut.domain.values import Instant, Millis

NOW = Instant(100_000)
QUIET = Millis(5_000)
FILE = FileVersion(path="take1.mp4", version="1", size=9)


def job(**changes: object) -> Job:
    return Job(id=JobId(Owner("ann"), "holiday"), quiet=QUIET, revised=NOW).with_(**changes)


def test_a_revision_begins_anew_and_keeps_what_was_settled() -> None:
    refusal = Refusal(step="ingest", about="a.mov", failure=Failure(kind="permanent", message="It is empty."))
    old = job(
        state=JobState.FAILED, ended=NOW, stages=(Stage(step="ingest", total=1),), refusals=(refusal,), files=(FILE,), version=4
    )
    new = revised(old, Instant(NOW + 9), priority=2)
    assert (new.revision, new.revised, new.state, new.ended) == (old.revision + 1, NOW + 9, JobState.WORKING, None)
    assert (new.stages, new.refusals) == ((), ())
    assert (new.files, new.quiet, new.version, new.priority) == ((FILE,), QUIET, 4, 2)


def test_a_cancelled_job_stays_cancelled_at_a_new_revision() -> None:
    assert revised(job(state=JobState.CANCELLED), NOW).state is JobState.CANCELLED


@pytest.mark.parametrize("state", [state for state in JobState if state is not JobState.CANCELLED])
def test_any_other_job_works_at_a_new_revision(state: JobState) -> None:
    assert revised(job(state=state), NOW).state is JobState.WORKING


def test_a_job_is_settled_when_nothing_changed_for_the_quiet_time() -> None:
    assert not settled(job(), Instant(NOW + QUIET - 1))
    assert settled(job(), Instant(NOW + QUIET))


def test_a_job_is_not_settled_while_anything_arrives() -> None:
    growing = job(arriving=(Arriving(file=FILE, since=Instant(NOW + 1_000)),))
    assert growing.settled_at == NOW + 1_000 + QUIET
    assert not settled(growing, Instant(NOW + 10**9))


def test_a_job_has_ended_when_nothing_more_happens_by_itself() -> None:
    assert {state for state in JobState if ended(job(state=state))} == {JobState.DONE, JobState.FAILED, JobState.CANCELLED}
