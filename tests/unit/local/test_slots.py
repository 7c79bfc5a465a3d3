"""Cores are shared by processes: never more are taken than there are, and nobody waits for ever."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest

from dropcut.domain.errors import Stopped
from dropcut.local.slots import Slots


def never() -> bool:
    return False


def can_take(slots: Slots, count: int) -> bool:
    """Whether so many are free now."""
    try:
        with slots.taken(count, lambda: True):
            return True
    except Stopped:
        return False


def test_no_more_are_taken_than_there_are(tmp_path: Path) -> None:
    mine, theirs = Slots(tmp_path, 3), Slots(tmp_path, 3)
    with mine.taken(2, never):
        assert can_take(theirs, 1)
        assert not can_take(theirs, 2)
    assert can_take(theirs, 3)


def test_whoever_wants_more_than_there_are_gets_all(tmp_path: Path) -> None:
    mine, theirs = Slots(tmp_path, 2), Slots(tmp_path, 2)
    with mine.taken(16, never):
        assert not can_take(theirs, 1)


def test_who_gave_up_holds_nothing(tmp_path: Path) -> None:
    mine, theirs, others = (Slots(tmp_path, 2) for _ in range(3))
    with mine.taken(1, never), pytest.raises(Stopped), theirs.taken(2, lambda: True):
        pass
    assert can_take(others, 2)


def test_large_work_is_not_starved_by_small_work(tmp_path: Path) -> None:
    small, large, later = (Slots(tmp_path, 2) for _ in range(3))
    began, go = Event(), Event()

    def work() -> None:
        with large.taken(2, never):
            began.set()
            go.wait(10)

    with small.taken(1, never):
        thread = Thread(target=work)
        thread.start()
        while can_take(later, 1) and not began.is_set():
            """Until the large one stands in the gate."""
        assert not began.is_set()
        assert not can_take(later, 1)
    assert began.wait(10)
    go.set()
    thread.join()
