"""What goes wrong in a thread is told by the main one; what may pass is waited out."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from dropcut.domain.errors import Permanent, Unavailable
from dropcut.local.aides import Aides, Patience
from dropcut.local.place import of_folder, of_home
from tests.e2e.driving import soon

ONE, MANY = of_folder(Path("/drop")), of_home(Path("/home"))


def test_what_a_chore_raises_is_raised_by_a_check() -> None:
    began = Event()

    def chore(_over: Event) -> None:
        began.set()
        raise Permanent("The ledger is damaged.")

    with Aides() as aides:
        aides.check()
        aides.start(chore, "bad")
        began.wait()
        with pytest.raises(Permanent, match="damaged"):
            soon(aides.check)


def test_chores_end_with_the_block() -> None:
    ended = Event()

    def chore(over: Event) -> None:
        over.wait()
        ended.set()

    with Aides() as aides:
        aides.start(chore, "good")
    assert ended.is_set()


def test_a_store_that_refuses_for_now_is_asked_again() -> None:
    over, answers = Event(), [Unavailable("busy"), None]
    over.set()

    def ask() -> None:
        if (trouble := answers.pop(0)) is not None:
            raise trouble

    patience = Patience(over, ONE)
    assert [patience.attempt(ask), patience.attempt(ask)] == [False, True]


def test_what_cannot_pass_is_not_borne() -> None:
    def ask() -> None:
        raise Permanent("damaged")

    with pytest.raises(Permanent):
        Patience(Event(), MANY).attempt(ask)


@pytest.mark.logs_errors
def test_of_many_drops_a_mistake_about_one_does_not_hold_up_the_others() -> None:
    over, done = Event(), list[str]()
    over.set()
    patience = Patience(over, MANY)

    def portion() -> None:
        patience.go_on_after(lambda: dict[str, str]()["what is not there"])
        patience.go_on_after(lambda: done.append("another"))

    assert patience.attempt(portion)
    assert done == ["another"]


def test_of_one_drop_a_mistake_ends_what_works_at_it() -> None:
    with pytest.raises(KeyError):
        Patience(Event(), ONE).attempt(lambda: dict[str, str]()["what is not there"])
