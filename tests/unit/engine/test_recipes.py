"""A recipe that is re-run: what it asks for, what it finds, what it does again."""

from __future__ import annotations

import pytest

from dropcut.domain.jobs import JobState
from dropcut.domain.values import Millis, Value
from dropcut.engine.jobs import begin, forget, retry, submit
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools
from tests.unit.engine.small_home import JOB, NO_QUIET, SmallHome, row
from tests.unit.engine.steps import Number, add_one, add_up, count_up, double, measure, publish, read_back

ROWS = tuple(row(step) for step in (measure, double, count_up, add_one, add_up, read_back, publish))


def whole(drop: Drop, do: Do) -> Number:
    sizes = do.each(double, do.each(measure, drop.files))
    drop.wait_until_settled()
    report = do(add_up, do.map(add_one, do(count_up, sizes.all())))
    do(read_back, report)
    return do(publish, drop.id, drop.revision, report)


def a_home(*files: int) -> SmallHome:
    home = SmallHome(whole, *ROWS)
    for number, size in enumerate(files):
        home.folder.drop_file(JOB, f"clip{number}.mp4", b"x" * size)
    return home


def test_a_recipe_runs_to_its_end_and_delivers() -> None:
    home = a_home(3, 4)
    assert home.submit().state is JobState.DONE
    assert home.folder.delivered(JOB) == {"total.txt": str(sum(range(1, 15))).encode()}


def test_doing_it_again_is_finding_it_done() -> None:
    home = a_home(3, 4)
    home.submit()
    home.did()
    assert home.submit().revision == 1
    assert home.did() == {}


def test_a_changed_file_does_again_only_what_depends_on_it() -> None:
    home = a_home(30, 40)
    home.submit()
    home.did()
    home.folder.drop_file(JOB, "clip1.mp4", b"x" * 42)
    job = home.submit()
    assert (job.state, job.revision) == (JobState.DONE, 2)
    assert home.did() == {"measure": 1, "double": 1, "count_up": 1, "add_one": 4, "add_up": 1, "read_back": 1, "publish": 1}


def test_a_removed_file_is_a_revision_too() -> None:
    home = a_home(3, 4)
    home.submit()
    home.folder.remove_file(JOB, "clip1.mp4")
    home.submit()
    assert home.folder.delivered(JOB) == {"total.txt": b"21"}


def test_going_back_to_an_older_state_delivers_it_again() -> None:
    home = a_home(3, 4)
    first = home.submit()
    home.folder.remove_file(JOB, "clip1.mp4")
    home.submit()
    home.folder.drop_file(JOB, "clip1.mp4", b"x" * 4)
    home.did()
    assert home.submit().revision == first.revision + 2
    assert home.folder.delivered(JOB) == {"total.txt": b"105"}
    assert "add_one" not in home.did()


def test_a_new_version_of_a_step_makes_it_and_what_follows_again() -> None:
    home = a_home(3, 4)
    home.submit()
    home.did()
    rows = [row(add_up, version="2") if each.name == "add_up" else each for each in ROWS]
    home.home = home.with_recipe(whole, *rows)
    home.folder.drop_file(JOB, "notes.txt", b"")
    home.submit()
    did = home.did()
    assert did["add_up"] == 1
    assert "add_one" not in did


def test_a_refused_file_costs_only_itself() -> None:
    home = a_home(13, 4)
    job = home.submit()
    assert job.state is JobState.DONE
    assert [(refusal.step, refusal.about) for refusal in job.refusals] == [("double", "number 13")]


def test_results_not_there_yet_hold_up_only_what_needs_them() -> None:
    """The second step of one file begins while another file is still at its first."""
    seen: list[tuple[int, int]] = []

    def looking(drop: Drop, do: Do) -> object:
        first = do.each(measure, drop.files)
        second = do.each(double, first)
        seen.append((len(first.known), len(second.known)))
        return second.all()

    home = SmallHome(looking, *ROWS)
    for number in range(3):
        home.folder.drop_file(JOB, f"clip{number}.mp4", b"x" * (number + 1))
    submit(home.home, JOB, NO_QUIET)
    while newest := len(home.dispatch.pending):
        home.deliver(home.dispatch.take(newest - 1))
    assert (1, 1) in seen
    assert seen[-1] == (3, 3)


def test_everything_asked_for_must_end_before_the_job_does() -> None:
    """A result that the recipe does not use is still a promise."""

    def with_a_side_task(drop: Drop, do: Do) -> Number:
        do(double, Number(n=1))
        return do(measure, drop.files[0])

    home = SmallHome(with_a_side_task, *ROWS)
    home.folder.drop_file(JOB, "clip.mp4", b"x")
    home.submit()
    assert home.did() == {"double": 1, "measure": 1}


def test_a_recipe_that_waits_says_for_what_and_goes_on_when_it_is_there() -> None:
    def needs_a_file(drop: Drop, do: Do) -> Number:
        if not drop.files:
            drop.wait_for("a clip")
        return do(measure, drop.files[0])

    home = SmallHome(needs_a_file, *ROWS)
    assert (home.submit().state, home.job.waiting_for) == (JobState.WORKING, "a clip")
    home.folder.drop_file(JOB, "clip.mp4", b"x")
    assert (home.submit().state, home.job.waiting_for) == (JobState.DONE, "")


def test_the_quiet_time_holds_the_rest_but_not_the_work_on_each_file() -> None:
    home = a_home(3)
    job = home.submit(quiet=Millis(10_000))
    assert job.waiting_for == "clip0.mp4, still being copied"
    home.later(5_000)
    home.folder.drop_file(JOB, "clip1.mp4", b"xy")
    home.later(1_000)
    job = home.later(4_000)
    assert home.did() == {"measure": 1, "double": 1}
    assert (job.state, job.waiting_for) == (JobState.WORKING, "clip1.mp4, still being copied")
    assert home.later(6_000).state is JobState.DONE
    assert home.did()["measure"] == 1


def test_two_files_of_one_size_are_one_task_where_only_the_size_counts() -> None:
    home = a_home(5, 5)
    home.submit()
    assert home.did()["double"] == 1


@pytest.mark.logs_errors
def test_a_recipe_asks_only_for_steps_of_the_catalog() -> None:
    """A mistake in the recipe fails the job with a sentence, and leaves nothing hanging."""

    def wrong(_drop: Drop, do: Do) -> object:
        return do(unknown_step, 1)

    home = SmallHome(wrong, *ROWS)
    job = home.submit()
    assert job.state is JobState.FAILED
    assert "mistake in Dropcut" in job.refusals[0].failure.hint


def unknown_step(_tools: object, number: int) -> int:
    return number


def test_a_lost_ledger_does_not_hold_up_later_deliveries() -> None:
    home = a_home(3, 4)
    home.submit()
    home.folder.drop_file(JOB, "clip1.mp4", b"x" * 5)
    home.submit()
    forget(home.home, JOB)
    home.folder.drop_file(JOB, "clip1.mp4", b"x" * 6)
    assert home.submit().revision == 3
    assert home.folder.delivered(JOB) == {"total.txt": str(sum(range(1, 19))).encode()}


class Package(Value):
    numbers: dict[str, Number]


def unpack(tools: Tools, package: Package) -> Number:
    tools.pulse()
    return package.numbers["first"]


def test_a_value_built_from_what_is_not_there_yet_waits_for_it() -> None:
    def packing(drop: Drop, do: Do) -> Number:
        return do(unpack, Package(numbers={"first": do(measure, drop.files[0])}))

    home = SmallHome(packing, *ROWS, row(unpack))
    home.folder.drop_file(JOB, "clip.mp4", b"xyz")
    assert home.submit().state is JobState.DONE


def test_a_container_of_what_is_not_there_yet_waits_for_it_too() -> None:
    def listing(drop: Drop, do: Do) -> object:
        return do(count_up, (do(measure, drop.files[0]), Number(n=1)))

    home = SmallHome(listing, *ROWS)
    home.folder.drop_file(JOB, "clip.mp4", b"xyz")
    assert home.submit().state is JobState.DONE


def test_a_recipe_may_wait_for_a_persons_word() -> None:
    def manual(drop: Drop, do: Do) -> Number:
        if not drop.may_begin:
            drop.wait_for("your word")
        return do(measure, drop.files[0])

    def dropped(*names: str) -> SmallHome:
        home = SmallHome(manual, *ROWS)
        for name in names:
            home.folder.drop_file(JOB, name, b"x")
        home.submit()
        return home

    assert dropped("clip.mp4").job.waiting_for == "your word"
    assert dropped("clip.mp4", "GO").job.state is JobState.DONE
    for word in (begin, retry):
        home = dropped("clip.mp4")
        word(home.home, JOB)
        submit(home.home, JOB, Millis(0))
        assert home.work().state is JobState.DONE
