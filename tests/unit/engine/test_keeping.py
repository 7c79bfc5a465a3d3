"""Attempts are kept alive while they run, and ended when their process must stop."""

from __future__ import annotations

from threading import Event

import pytest

from dropcut.domain.values import Millis
from dropcut.engine.keeping import Keeper


class Work:
    """Counts its beats."""

    def __init__(self) -> None:
        self.beats = 0
        self.thrice = Event()
        self.stopped = ""

    def beat(self) -> None:
        self.beats += 1
        if self.beats == 3:
            self.thrice.set()

    def stop(self, why: str) -> None:
        self.stopped = why


class Trouble(Work):
    """Cannot beat."""

    def beat(self) -> None:
        super().beat()
        message = "the disk is gone"
        raise RuntimeError(message)


def test_work_is_beaten_for_while_it_runs_and_not_after() -> None:
    keeper, work, other = Keeper(Millis(5)), Work(), Work()
    with keeper.beating(work):
        assert work.thrice.wait(10)
    beats = work.beats
    with keeper.beating(other):
        assert other.thrice.wait(10)
    assert work.beats <= beats + 1
    keeper.close()


def test_told_to_stop_it_ends_what_runs_and_what_begins_later() -> None:
    keeper, running, later = Keeper(), Work(), Work()
    with keeper.beating(running):
        keeper.stop("told so")
    with keeper.beating(later):
        pass
    assert (running.stopped, later.stopped, keeper.stopping()) == ("told so", "told so", True)


@pytest.mark.logs_errors
def test_one_that_cannot_beat_does_not_cost_the_others_theirs() -> None:
    keeper, bad, good = Keeper(Millis(5)), Trouble(), Work()
    with keeper.beating(bad), keeper.beating(good):
        assert good.thrice.wait(10)
        assert bad.thrice.wait(10)
    keeper.close()
