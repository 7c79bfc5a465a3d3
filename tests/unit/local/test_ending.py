"""The exit code and the sentence with which `make` ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropcut.domain.jobs import Job, JobState, Refusal
from dropcut.domain.names import JobId, Owner
from dropcut.domain.tasks import Failure
from dropcut.local.ending import Ending, Standing, ending_of
from dropcut.local.exits import Exit

SONG = Path("song/cut/song.txt")


def refusal(kind: str, step: str = "ingest") -> Refusal:
    failure = Failure.model_validate({"kind": kind, "message": "It is empty.", "hint": "Copy it again."})
    return Refusal(step=step, about="take 1.mp4", failure=failure)


def ending(state: JobState, *refusals: Refusal, at_rest: bool = True, files: tuple[Path, ...] = (SONG,)) -> Ending:
    job = Job(id=JobId(Owner("local"), "song"), state=state, refusals=refusals)
    standing = Standing(job=job, at_rest=at_rest, worked=True, why="It waits for footage.", files=files, steps=())
    return ending_of(standing, 1.5, Path("log"))


@pytest.mark.parametrize(
    ("state", "refusals", "code"),
    [
        (JobState.DONE, (), Exit.DONE),
        (JobState.DONE, (refusal("permanent"),), Exit.DONE),
        (JobState.FAILED, (refusal("permanent"),), Exit.BAD_INPUT),
        (JobState.FAILED, (refusal("exhausted"),), Exit.FAILED),
        (JobState.FAILED, (refusal("permanent"), refusal("exhausted")), Exit.FAILED),
        (JobState.FAILED, (refusal("permanent", step="recipe"),), Exit.FAILED),
        (JobState.FAILED, (), Exit.FAILED),
        (JobState.HELD, (), Exit.HELD),
        (JobState.CANCELLED, (), Exit.STOPPED),
        (JobState.WORKING, (), Exit.BAD_INPUT),
    ],
)
def test_the_code_tells_whose_fault_it_is(state: JobState, refusals: tuple[Refusal, ...], code: Exit) -> None:
    assert ending(state, *refusals).exit_code is code


def test_nothing_made_is_never_success() -> None:
    ended = ending(JobState.DONE, files=())
    assert (ended.exit_code, ended.message) == (Exit.FAILED, "It is done, yet nothing was delivered.")


def test_whoever_was_stopped_is_told_how_to_go_on() -> None:
    ended = ending(JobState.WORKING, at_rest=False)
    assert (ended.exit_code, ended.message) == (Exit.STOPPED, "Stopped: run the same command again to go on.")


def test_what_waits_says_for_what() -> None:
    assert ending(JobState.WORKING).message == "It waits for footage."


def test_files_are_named_only_when_they_are_of_this_revision() -> None:
    assert ending(JobState.FAILED).files == ()
    assert ending(JobState.DONE).files == (str(SONG),)


def test_a_problem_is_told_once_with_what_to_do() -> None:
    (problem,) = ending(JobState.FAILED, refusal("permanent"), refusal("permanent")).problems
    assert str(problem) == '"take 1.mp4": It is empty. Copy it again.'
