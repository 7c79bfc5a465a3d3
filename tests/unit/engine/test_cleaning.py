"""Cleaning keeps what live revisions reach and what was used lately."""

from __future__ import annotations

from dropcut.domain.jobs import JobState
from dropcut.domain.searching import INDEX, Indexed
from dropcut.domain.time import Seconds
from dropcut.domain.values import Millis, Value
from dropcut.engine import jobs
from dropcut.engine.clean import clean
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools
from tests.unit.engine.small_home import JOB, NO_QUIET, SmallHome, row
from tests.unit.engine.steps import Number, Report, add_one, add_up, count_up, double, measure, publish, read_back

ROWS = tuple(row(step) for step in (measure, double, count_up, add_one, add_up, read_back, publish))
DAY = 24 * 3600 * 1000
WEEK = Millis(7 * DAY)


def whole(drop: Drop, do: Do) -> Number:
    counted = do(count_up, do.each(measure, drop.files).all())
    return do(publish, drop.id, drop.revision, do(add_up, do.map(add_one, counted)))


class Pair(Value):
    """Built by a recipe itself, of what two steps gave."""

    first: Number
    second: Number


def add_pair(_tools: Tools, pair: Pair) -> Number:
    return Number(n=pair.first.n + pair.second.n)


def paired(drop: Drop, do: Do) -> Number:
    first = do(measure, drop.files[0])
    return do(add_pair, Pair(first=first, second=do(double, first)))


class Told(Value):
    """What a report is made from: other seconds at every run."""

    number: Number
    seconds: Seconds


def tell(tools: Tools, told: Told) -> Report:
    with tools.write("report.txt") as file:
        file.write(f"{told.number.n} in {told.seconds} s".encode())
    return Report(total=told.number.n, blob=file.blob)


def reporting(drop: Drop, do: Do) -> Number:
    report = do(tell, Told(number=do(measure, drop.files[0]), seconds=drop.elapsed))
    drop.show(INDEX, Indexed(index=report.blob, passages=1))
    return do(publish, drop.id, drop.revision, report)


def a_home() -> SmallHome:
    home = SmallHome(whole, *ROWS)
    home.folder.drop_file(JOB, "clip.mp4", b"x" * 100)
    home.submit()
    return home


def paths(home: SmallHome) -> list[str]:
    return [blob.path for blob in home.blobs.list("store/")]


def test_what_a_live_revision_reaches_is_kept_however_old_it_is() -> None:
    home = a_home()
    before = paths(home)
    home.clock.sleep(Millis(100 * DAY))
    assert clean(home.home, WEEK).tasks == 0
    assert [path for path in before if path not in paths(home) and "/advance/" not in path] == []
    home.did()
    home.submit()
    assert home.did() == {}


def test_what_nothing_reaches_goes_once_it_was_not_used_for_that_long() -> None:
    home = a_home()
    home.folder.drop_file(JOB, "clip.mp4", b"x" * 101)
    home.submit()
    assert clean(home.home, WEEK).tasks == 0
    home.clock.sleep(Millis(8 * DAY))
    cleaned = clean(home.home, WEEK)
    assert cleaned.tasks == 4  # the older measure, count_up, add_up and publish; every older add_one is reached still
    assert cleaned.blobs > 0
    home.did()
    home.submit()
    assert home.did() == {}


def test_work_that_has_only_begun_is_no_hindrance() -> None:
    """The recipe cannot build its values yet: what it asked for until then is kept, and the rest of the home is cleaned."""
    home = SmallHome(paired, *(row(step) for step in (measure, double, add_pair)))
    home.folder.drop_file(JOB, "clip.mp4", b"x" * 100)
    jobs.submit(home.home, JOB, NO_QUIET)
    home.blobs.put(f"store/ann/add_pair/{'0' * 64}/3/half.txt", b"never finished")
    home.clock.sleep(Millis(8 * DAY))
    while messages := home.dispatch.receive(1):
        assert clean(home.home, WEEK).tasks == 0
        home.deliver(*messages)
    assert home.job.state is JobState.DONE
    assert not [path for path in paths(home) if path.endswith("half.txt")]
    assert set(home.did().values()) == {1}


def test_what_stands_delivered_and_what_is_searched_stays_though_running_again_would_tell_other_figures() -> None:
    home = SmallHome(reporting, *(row(step) for step in (measure, tell, publish)))
    home.folder.drop_file(JOB, "clip.mp4", b"x" * 100)
    home.submit()
    home.clock.sleep(Millis(100 * DAY))
    clean(home.home, WEEK)
    delivered = home.folder.delivery(JOB)
    assert delivered is not None
    assert {blob.path for blob in delivered.files.values()} <= set(paths(home))
    assert Indexed.load(home.job.kept[INDEX]).index.path in paths(home)


def test_blobs_of_attempts_that_died_go_too() -> None:
    home = a_home()
    home.blobs.put(f"store/ann/add_up/{'0' * 64}/3/half.txt", b"never finished")
    home.clock.sleep(Millis(8 * DAY))
    clean(home.home, WEEK)
    assert not [path for path in paths(home) if path.endswith("half.txt")]


def test_a_forgotten_job_leaves_nothing_behind_in_the_end() -> None:
    home = a_home()
    jobs.forget(home.home, JOB)
    home.clock.sleep(Millis(8 * DAY))
    clean(home.home, WEEK)
    assert paths(home) == []


def test_what_was_cleaned_too_early_is_made_again() -> None:
    """Nothing is lost but time, whatever was deleted."""
    home = a_home()
    for path in paths(home):
        home.blobs.delete(path)
    home.folder.drop_file(JOB, "clip.mp4", b"x" * 99)
    home.submit()
    assert home.folder.delivered(JOB) == {"total.txt": str(sum(range(1, 100))).encode()}
