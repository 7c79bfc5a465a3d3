from __future__ import annotations

import pytest

from dropcut.api.lately import Lately
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import JobId


def job(number: int, state: JobState = JobState.DONE) -> Job:
    return Job(id=JobId.parse(f"ann/{number}"), state=state)


def test_what_may_still_change_is_found_anew() -> None:
    answers = iter(["first", "better"])
    lately = Lately(2, lambda _: next(answers))
    assert [lately.of(job(1, JobState.WORKING)) for _ in range(2)] == ["first", "better"]


@pytest.mark.parametrize("state", [state for state in JobState if state is not JobState.WORKING])
def test_what_stands_is_found_once(state: JobState) -> None:
    answers = iter(["it"])
    lately = Lately(2, lambda _: next(answers))
    assert [lately.of(job(1, state)) for _ in range(2)] == ["it", "it"]


def test_what_was_asked_for_longest_ago_is_let_go() -> None:
    asked: list[str] = []

    def find(about: Job) -> str:
        asked.append(about.id.name)
        return about.id.name

    lately = Lately(2, find)
    for number in (1, 2, 1, 3, 1, 2):
        lately.of(job(number))
    assert asked == ["1", "2", "3", "2"]
