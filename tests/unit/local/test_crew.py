"""Workers are replaced when they die, and given up when they cannot even begin."""

from __future__ import annotations

import os
import signal
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from dropcut.domain.errors import Permanent, Unavailable
from dropcut.engine.pipeline import Pipeline
from dropcut.local import place
from dropcut.local.crew import Crew, Worker
from dropcut.local.orders import Orders
from tests.e2e.command import PIPELINE
from tests.e2e.driving import ROOT, soon


class Hiring:
    """Hires real workers, and keeps them in mind."""

    def __init__(self, home: Path, pipeline: Pipeline) -> None:
        self.hired: list[Worker] = []
        self.buried: list[str] = []
        self._place = place.of_home(home)
        self._pipeline = pipeline
        self._numbers = count()
        self._lock = os.open(home, os.O_RDONLY)

    def hire(self) -> Worker:
        nonce = str(next(self._numbers))
        orders = Orders(
            place=self._place, pipeline=self._pipeline, host="here", keeper=os.getpid(), nonce=nonce, cores=1, on_terminal=False
        )
        self.hired.append(Worker(orders, self._lock, self._place.complaints))
        return self.hired[-1]

    def crew(self, size: int) -> Crew:
        return Crew(size, self.hire, self.buried.append)


def number(worker: Worker) -> int:
    """Of its process."""
    return int(worker.holder.split(":")[1])


@pytest.fixture
def hiring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hiring:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return Hiring(tmp_path, PIPELINE)


def test_a_dead_worker_is_buried_and_replaced(hiring: Hiring) -> None:
    with hiring.crew(2) as crew:
        first, second = hiring.hired
        os.kill(number(first), signal.SIGKILL)
        soon(lambda: _look_after(crew) or len(hiring.hired) == 3)
        assert hiring.buried == [first.holder]
        assert second.code() is None


def test_a_burial_that_must_wait_is_not_forgotten(hiring: Hiring) -> None:
    troubles = [Unavailable("busy")]

    def bury(holder: str) -> None:
        if troubles:
            raise troubles.pop()
        hiring.buried.append(holder)

    with Crew(1, hiring.hire, bury) as crew:
        os.kill(number(hiring.hired[0]), signal.SIGKILL)
        soon(lambda: hiring.hired[0].code() is not None)
        with pytest.raises(Unavailable):
            crew.look_after()
        crew.look_after()
        assert hiring.buried == [hiring.hired[0].holder]


def test_nobody_is_left_when_the_block_ends(hiring: Hiring) -> None:
    with hiring.crew(2):
        workers = list(hiring.hired)
    assert all(worker.code() is not None for worker in workers)


def test_workers_that_cannot_begin_are_given_up_in_a_sentence(tmp_path: Path) -> None:
    hiring = Hiring(tmp_path, Pipeline(recipe="nowhere:recipe", catalog="nowhere:CATALOG"))
    with ExitStack() as stack:
        crew = stack.enter_context(hiring.crew(1))
        with pytest.raises(Permanent, match=r"keep ending by themselves \(exit code 1\)"):
            soon(partial(_look_after, crew))
    assert len(hiring.hired) == 4


def _look_after(crew: Crew) -> bool:
    crew.look_after()
    return False
