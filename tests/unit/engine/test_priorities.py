"""What a person waits for goes before what nobody watches."""

from __future__ import annotations

from dropcut.domain.names import JobId, Owner
from dropcut.engine import jobs
from dropcut.engine.priorities import PERSON
from dropcut.ports.dispatch import RunTask
from dropcut.ports.recipe import Do, Drop
from tests.unit.engine.small_home import JOB, NO_QUIET, SmallHome, row
from tests.unit.engine.steps import Number, double, measure

BOBS = JobId(Owner("bob"), "hundred clips")
ANNS = JobId(Owner("ann"), "hundred clips")


def doubled(drop: Drop, do: Do) -> tuple[Number, ...]:
    return do.each(double, do.each(measure, drop.files)).all()


def a_home() -> SmallHome:
    home = SmallHome(doubled, row(measure), row(double))
    home.folder.drop_file(JOB, "clip.mp4", b"xyz")
    return home


def drop_in_bulk(home: SmallHome, job: JobId) -> None:
    for number in range(20):
        home.folder.drop_file(job, f"{number}.mp4", b"x" * (100 + number))
    jobs.submit(home.home, job, NO_QUIET)


def served(home: SmallHome) -> list[str]:
    """Whose tasks were run, one after the other, until nothing was left."""
    order = list[str]()
    while messages := home.dispatch.receive(1):
        order += [message.task.owner for message in messages if isinstance(message, RunTask)]
        home.deliver(*messages)
    return order


def first_task(home: SmallHome) -> RunTask:
    """The first task that is handed out."""
    while True:
        (message,) = home.dispatch.receive(1)
        if isinstance(message, RunTask):
            return message
        home.deliver(message)


def test_what_a_person_has_made_goes_before_bulk_work_that_came_first() -> None:
    home = a_home()
    drop_in_bulk(home, BOBS)
    for _ in range(5):
        home.deliver(*home.dispatch.receive(1))
    jobs.submit(home.home, JOB, NO_QUIET, priority=PERSON)
    assert served(home)[:2] == ["ann", "ann"]


def test_what_a_person_submits_goes_before_bulk_work_of_their_own() -> None:
    home = a_home()
    drop_in_bulk(home, ANNS)
    jobs.submit(home.home, JOB, NO_QUIET, priority=PERSON)
    assert first_task(home).priority == PERSON


def test_owners_of_bulk_work_take_turns() -> None:
    home = a_home()
    drop_in_bulk(home, BOBS)
    drop_in_bulk(home, ANNS)
    order = served(home)
    assert order.count("bob") == order.count("ann") == 40
    assert abs(order[:40].count("bob") - order[:40].count("ann")) <= 2
