"""A quote tells what a job would take before it begins, and what is saved because it is there already."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from tempfile import gettempdir

import pytest

from dropcut.domain.blobs import Many
from dropcut.domain.errors import NotFound
from dropcut.domain.jobs import Job
from dropcut.domain.measures import Work
from dropcut.domain.money import budget_of
from dropcut.domain.quotes import Quote, QuotedStep
from dropcut.engine.jobs import afford
from dropcut.engine.money.quoting import quote, quoted
from dropcut.ports.recipe import Do, Drop, Recipe
from tests.unit.engine.priced import PricedHome
from tests.unit.engine.small_home import JOB, row
from tests.unit.engine.steps import Number, count_up, measure


def side_by_side(home: PricedHome) -> Recipe:
    """Of each file a second, then ten for each of two shards, then as many seconds as there are bytes."""

    def recipe(drop: Drop, do: Do) -> object:
        numbers = do.each(measure, drop.files)
        drop.wait_until_settled()
        first = do.each(home.slow, numbers.all())
        many = do.map(home.slower, [Number(n=each.n + place) for each in first.all() for place in range(2)])
        return do(home.sized, first.all()[0].model_copy(update={"n": 3 * many.count}))

    return recipe


def a_home(recipe: object = side_by_side) -> PricedHome:
    home = PricedHome(recipe, row(measure), row(count_up))  # type: ignore[arg-type]
    home.folder.drop_file(JOB, "clip.mp4", b"xxx")
    return home


def before(home: PricedHome) -> Quote:
    """Asked of a folder that nobody submitted."""
    files = tuple(home.folder.files(JOB))
    return quote(home.home, home.purse, Job(id=JOB, files=files), Path(gettempdir()))


def step(told: Quote, name: str) -> QuotedStep:
    (found,) = [each for each in told.steps if each.step == name]
    return found


def test_everything_is_foreseen_and_nothing_is_done() -> None:
    home = a_home()
    told = before(home)
    assert told.complete
    assert [(each.step, each.to_do, float(each.seconds.likely)) for each in told.steps] == [
        ("measure", 1, 0), ("slow", 1, 1), ("slower", 2, 20), ("sized", 1, 6),
    ]  # fmt: skip
    assert (float(told.seconds.low), float(told.seconds.likely), float(told.seconds.high)) == (13.5, 27, 54)
    assert told.price.likely == Fraction("0.27")
    assert not list(home.ledger.jobs())
    assert home.did() == {}


def test_what_happens_then_is_what_was_said() -> None:
    home = a_home()
    told = before(home)
    job = home.submit()
    assert job.costs.total.amount == told.price.likely
    assert {stage.step for stage in job.stages if stage.total} == {each.step for each in told.steps}


def test_what_is_there_already_is_saved_and_not_asked_for_again() -> None:
    home = a_home()
    home.submit()
    again = quoted(home.home, home.job)
    assert not any(each.to_do for each in again.steps)
    assert (float(again.saved_seconds), float(again.saved_price), float(again.price.high)) == (27, 0.27, 0)
    assert "everything is there already" in again.said()
    assert "What is there already saves 27 s of work and 0.27 USD." in again.said()


def test_an_edit_costs_what_is_new() -> None:
    home = a_home()
    home.submit()
    home.folder.drop_file(JOB, "other.mp4", b"x" * 30)
    files = tuple(home.folder.files(JOB))
    told = quote(home.home, home.purse, home.job.with_(files=files), Path(gettempdir()))
    assert (step(told, "slow").to_do, step(told, "slow").there) == (1, 1)
    assert (step(told, "slower").to_do, step(told, "slower").there) == (2, 2)


def test_cores_shorten_what_can_be_done_side_by_side_and_nothing_else() -> None:
    home = a_home()
    one = float(before(home).elapsed.likely)
    home.purse.tariff = home.purse.tariff.model_copy(update={"cores": 2})
    two = float(before(home).elapsed.likely)
    assert one == pytest.approx(27, rel=0.1)
    assert two == pytest.approx(17, rel=0.1)


def test_a_home_learns_from_what_is_done_and_says_so() -> None:
    home = a_home()
    home.takes = Fraction(3)
    assert "goes by the table of 2026-11-21" in before(home).said()
    home.submit()
    home.folder.drop_file(JOB, "clip.mp4", b"yyyyyyy")
    told = before(home)
    assert float(told.seconds.likely) == pytest.approx(63, rel=0.15)
    assert "was measured here, on jobs that are done" in told.said()
    assert float(told.seconds.high) < 1.6 * float(told.seconds.likely)


def test_another_version_of_a_step_is_learned_anew() -> None:
    home = a_home()
    home.takes = Fraction(3)
    home.submit()
    paces = home.purse.paces()
    known, new = home.home.catalog["slower"], Fraction(10_000)
    assert paces.pace(known, Work()).measured == 2
    later = paces.pace(replace(known, version="2"), Work())
    assert later.measured == 0
    assert float(later.start) == pytest.approx(3 * float(new), rel=0.15)


def test_what_cannot_be_foreseen_is_said_to_be_left_out() -> None:
    def depends(home: PricedHome) -> Recipe:
        def recipe(drop: Drop, do: Do) -> object:
            counted = do(count_up, do.each(measure, drop.files).all())
            return do.map(home.slow, Many[Number](digest=counted.digest, count=counted.count, inline=counted.inline))

        return recipe

    told = before(a_home(depends))
    assert not told.complete
    assert "What follows depends on what these find, and is not in these figures." in told.said()


def test_a_budget_that_may_not_be_enough_is_told_before_anything_runs() -> None:
    home = a_home()
    home.submit()
    afford(home.home, JOB, budget_of("0.30"))
    home.folder.drop_file(JOB, "clip.mp4", b"yyyyyyy")
    files = tuple(home.folder.files(JOB))
    told = quote(home.home, home.purse, home.ledger.job(JOB).with_(files=files), Path(gettempdir()))
    assert "This budget of 0.30 USD may not be enough" in told.over
    home.purse.allow(JOB.owner, budget_of("0.10"))
    assert "0.10 USD for all of ann's jobs in 1970-01" in quoted(home.home, home.job).budget


def test_a_home_where_nobody_reckons_says_so() -> None:
    home = a_home()
    with pytest.raises(NotFound, match="Nobody reckons"):
        quoted(replace(home.home, purse=lambda: None), Job(id=JOB))


def test_what_was_lost_ends_no_quote() -> None:
    home = a_home()
    home.submit()
    for blob in list(home.blobs.list("store/")):
        home.blobs.delete(blob.path)
    told = quoted(home.home, home.job)
    assert {each.step for each in told.steps} <= {"measure", "slow", "slower", "sized"}
