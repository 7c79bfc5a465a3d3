"""What a job remembers over its revisions: what was settled once, and what a person decided."""

from __future__ import annotations

from fractions import Fraction

from dropcut.domain.decisions import Decision, LineRef
from dropcut.domain.values import Millis, Value
from dropcut.engine.jobs import decide
from dropcut.ports.recipe import Do, Drop
from tests.unit.engine.small_home import JOB, SmallHome, row
from tests.unit.engine.steps import measure

SEA = Decision(line=LineRef(text="the sea"), dropped=True)


class Told(Value):
    """What the recipe saw."""

    first_size: int
    dropped: int
    measured: tuple[int, int]


def tells(drop: Drop, do: Do) -> Told:
    sizes = do.each(measure, drop.files).all()
    first = drop.once("size", sizes[0])
    (stage,) = do.stages
    assert drop.elapsed >= Fraction(0)
    return Told(first_size=first.n, dropped=len(drop.decisions), measured=(stage.run, stage.reused))


def a_home() -> SmallHome:
    home = SmallHome(tells, row(measure))
    home.folder.drop_file(JOB, "clip.mp4", b"xxx")
    return home


def result(home: SmallHome) -> Told:
    stored = home.job.result
    assert stored is not None
    assert stored.inline is not None
    return Told.model_validate_json(stored.inline)


def test_what_was_settled_once_stays_though_the_files_change() -> None:
    home = a_home()
    home.submit()
    home.folder.drop_file(JOB, "clip.mp4", b"xxxxx")
    home.submit()
    assert result(home).first_size == 3


def test_decisions_make_a_revision_and_reach_the_recipe() -> None:
    home = a_home()
    before = home.submit().revision
    decide(home.home, JOB, (SEA,))
    home.work()
    assert (home.job.revision, result(home).dropped) == (before + 1, 1)


def test_the_same_decisions_again_change_nothing() -> None:
    home = a_home()
    home.submit()
    once = decide(home.home, JOB, (SEA,)).revision
    assert decide(home.home, JOB, (SEA,)).revision == once


def test_a_recipe_knows_what_was_run_and_what_was_found_done() -> None:
    home = a_home()
    home.submit()
    assert result(home).measured == (1, 0)
    home.clock.sleep(Millis(1))
    decide(home.home, JOB, (SEA,))
    home.work()
    assert result(home).measured == (0, 1)
