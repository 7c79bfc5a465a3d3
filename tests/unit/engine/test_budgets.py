"""A budget is a hard stop before the step that could pass it, with a way on; and nothing is lost by it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from dropcut.domain.errors import Conflict
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.money import Budget, budget_of
from dropcut.domain.names import JobId, Owner
from dropcut.domain.values import Millis
from dropcut.engine import jobs
from dropcut.engine.jobs import afford, afford_ahead, approve, cancel, look_again
from dropcut.engine.money.quoting import Held, held_to
from dropcut.engine.why import why
from dropcut.ports.recipe import Do, Drop, Recipe
from tests.unit.engine.priced import PricedHome
from tests.unit.engine.small_home import JOB, NO_QUIET, row
from tests.unit.engine.steps import measure

DONE, HELD = JobState.DONE, JobState.HELD
CENTS_25, NOTHING_SAID = budget_of("0.25"), None


def in_a_row(settled: Budget | None = NOTHING_SAID) -> Callable[[PricedHome], Recipe]:
    """A second, ten seconds for each of three shards, and a second: 32 cents, by the table at most 64."""

    def made(home: PricedHome) -> Recipe:
        def recipe(drop: Drop, do: Do) -> object:
            (number,) = do.each(measure, drop.files).all()
            drop.spend_at_most(settled)
            first = do(home.slow, number)
            many = do.map(home.slower, [number.model_copy(update={"n": 10 * number.n + place}) for place in range(3)])
            return do(home.slow, first.model_copy(update={"n": first.n + many.count}))

        return recipe

    return made


def a_home(settled: Budget | None = NOTHING_SAID) -> PricedHome:
    home = PricedHome(in_a_row(settled), row(measure))
    home.folder.drop_file(JOB, "clip.mp4", b"xxx")
    return home


def begun(home: PricedHome, budget: str) -> PricedHome:
    afford_ahead(home.home, JOB, budget_of(budget))
    home.submit()
    return home


def test_without_a_budget_all_is_done_and_counted() -> None:
    home = a_home()
    job = home.submit()
    assert job.state is DONE
    assert (job.costs.total.millis, job.costs.total.amount) == (32_000, Fraction("0.32"))
    assert [stage.spent for stage in job.stages] == [0, 1_000, 30_000, 1_000]


@pytest.mark.parametrize("settled", [budget_of("2 min"), NOTHING_SAID])
def test_what_its_settings_hold_is_told_once_they_are_read(settled: Budget | None) -> None:
    home = a_home(settled)
    assert held_to(home.home, Job(id=JOB, files=tuple(home.folder.files(JOB))), None) == Held(None, settled=False)
    home.submit()
    assert held_to(home.home, home.job, None) == Held(settled, settled=True)
    afford(home.home, JOB, budget_of("5"))
    assert held_to(home.home, home.job, None) == Held(budget_of("5"), settled=True)


def test_the_step_that_could_pass_it_is_not_begun_and_what_went_before_stays() -> None:
    home = begun(a_home(), "0.25")
    job = home.job
    assert (job.state, home.did()) == (HELD, {"measure": 1, "slow": 1})
    assert job.over is not None
    assert (job.over.step, job.over.used.amount, job.over.needs.amount) == ("slower", Fraction("0.01"), Fraction("0.60"))
    assert why(home.home, job) == (
        "It stopped before slower: 0.0100 USD of the budget of 0.25 USD is used, and what comes next may take 0.60 USD more "
        "(estimated by the price table of 2026-11-21). "
        "Nothing is lost: it goes on from here once the budget is 0.61 USD or more."
    )
    assert not home.ledger.open_tasks(JOB, 10)


def test_raised_it_goes_on_where_it_stopped_at_the_same_revision_and_makes_the_same() -> None:
    unlimited = a_home()
    unlimited.submit()
    home = begun(a_home(), "0.25")
    before = home.job.revision
    home.did()
    afford(home.home, JOB, budget_of("0.70"))
    home.work()
    assert (home.job.state, home.job.revision, home.did()) == (DONE, before, {"slower": 3, "slow": 1})
    assert home.job.result == unlimited.job.result
    assert home.job.costs.total == unlimited.job.costs.total
    assert home.job.over is None


def test_just_enough_is_enough_and_what_is_said_to_be_enough_is() -> None:
    home = begun(a_home(), "0.25")
    assert home.job.over is not None
    afford(home.home, JOB, home.job.over.enough)
    assert home.work().state is DONE


def test_nothing_at_all_stops_before_the_first_step_that_costs() -> None:
    home = begun(a_home(), "0")
    assert (home.job.state, home.did()) == (HELD, {"measure": 1})


def test_a_budget_of_work_stops_where_no_money_is_asked() -> None:
    home = begun(a_home(), "30 s")
    assert home.job.over is not None
    assert (home.job.over.step, home.job.over.enough) == ("slower", Budget(millis=Millis(61_000)))
    afford(home.home, JOB, budget_of("61 s"))
    assert home.work().state is DONE


def test_what_the_settings_say_holds_until_a_person_says_otherwise() -> None:
    home = a_home(settled=CENTS_25)
    assert home.submit().state is HELD
    afford(home.home, JOB, budget_of("5"))
    assert home.work().state is DONE


def test_a_person_takes_their_word_back_and_the_settings_hold() -> None:
    home = begun(a_home(settled=budget_of("5")), "0.25")
    assert home.job.state is HELD
    afford(home.home, JOB, None)
    assert home.work().state is DONE


def test_submitting_again_begins_nothing_that_could_pass_it() -> None:
    home = begun(a_home(), "0.25")
    home.did()
    assert (home.submit().state, home.did()) == (HELD, {})
    home.later(60_000)
    assert (home.job.state, home.did()) == (HELD, {})


def test_what_was_spent_on_earlier_revisions_counts() -> None:
    home = begun(a_home(), "0.62")
    assert home.job.state is DONE
    home.clock.sleep(Millis(1))
    home.folder.drop_file(JOB, "clip.mp4", b"xxxx")
    assert home.submit().state is HELD
    assert home.job.over is not None
    assert home.job.over.used.amount == Fraction("0.33")


def test_what_is_found_done_costs_nothing_again() -> None:
    home = a_home()
    home.submit()
    afford(home.home, JOB, home.job.budget or Budget(amount=home.job.costs.total.amount))
    home.clock.sleep(Millis(1))
    jobs.deliver_anew(home.home, JOB)
    assert home.work().state is DONE
    assert home.job.costs.total.amount == Fraction("0.32")


def test_a_revision_that_is_not_made_cannot_be_approved() -> None:
    home = begun(a_home(), "0.25")
    with pytest.raises(Conflict, match="is not made yet: It stopped before slower"):
        approve(home.home, JOB, home.job.revision)


def test_it_can_be_cancelled_and_taken_up_again() -> None:
    home = begun(a_home(), "0.25")
    assert cancel(home.home, JOB).state is JobState.CANCELLED
    jobs.retry(home.home, JOB)
    assert home.work().state is HELD


OTHER = JobId(Owner("ann"), "wedding")


def test_an_owners_month_holds_all_their_jobs_together() -> None:
    home = a_home()
    home.purse.allow(JOB.owner, budget_of("0.70"))
    assert home.submit().state is DONE
    home.folder.drop_file(OTHER, "clip.mp4", b"xxxx")
    jobs.submit(home.home, OTHER, NO_QUIET)
    home.work()
    other = home.ledger.job(OTHER)
    assert other.over is not None
    assert (other.state, other.over.whose, other.over.used.amount) == (HELD, "owner", Fraction("0.33"))
    assert "of the owner's budget for 1970-01 of 0.70 USD is used" in other.waiting_for
    home.purse.allow(JOB.owner, budget_of("2"))
    look_again(home.home, JOB.owner)
    home.work()
    assert home.ledger.job(OTHER).state is DONE
    assert home.purse.used(JOB.owner, "1970-01").amount == Fraction("0.64")


def test_another_owners_month_is_another_one() -> None:
    home = a_home()
    home.purse.allow(Owner("ben"), budget_of("0"))
    assert home.submit().state is DONE


def test_with_the_next_month_it_goes_on_by_itself() -> None:
    home = a_home()
    home.purse.allow(JOB.owner, budget_of("0.65"))
    home.submit()
    home.folder.drop_file(JOB, "clip.mp4", b"xxxx")
    assert home.submit().state is HELD
    home.later(20 * 24 * 3600 * 1000)
    assert home.job.state is HELD
    home.later(20 * 24 * 3600 * 1000)
    assert home.job.state is DONE
    assert sorted(home.job.costs.months) == ["1970-01", "1970-02"]


def test_jobs_side_by_side_do_not_each_spend_what_is_left() -> None:
    home = a_home()
    home.purse.allow(JOB.owner, budget_of("0.90"))
    home.folder.drop_file(OTHER, "clip.mp4", b"xxxx")
    for drop in (JOB, OTHER):
        jobs.submit(home.home, drop, NO_QUIET)
    home.work()
    states = sorted(home.ledger.job(drop).state for drop in (JOB, OTHER))
    assert states == [DONE, HELD]
    home.later(1_000)
    look_again(home.home, JOB.owner)
    home.work()
    assert home.purse.used(JOB.owner, "1970-01").amount <= Fraction("0.90")
