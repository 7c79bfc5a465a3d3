"""How far a job is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from dropcut.domain.blobs import FileVersion
from dropcut.domain.catalog import Catalog, Row
from dropcut.domain.jobs import JobState
from dropcut.domain.names import Key, TaskId
from dropcut.domain.values import Millis
from dropcut.engine import jobs
from dropcut.engine.progress import Progress, Running, StepProgress, at_least, permille_of, progress
from dropcut.ports.gauges import Far
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools
from tests.unit.engine.small_home import JOB, SmallHome, row
from tests.unit.engine.steps import Number, add_one, add_up, count_up, measure

ROWS = tuple(row(step) for step in (measure, count_up, add_one, add_up))


def whole(drop: Drop, do: Do) -> object:
    return do(add_up, do.map(add_one, do(count_up, do.each(measure, drop.files).all())))


def shown_while_working(home: SmallHome) -> list[Progress]:
    jobs.submit(home.home, JOB, Millis(0))
    shown = [progress(home.home, home.job)]
    while messages := home.dispatch.receive(1):
        home.deliver(*messages)
        shown.append(progress(home.home, home.job))
    return shown


def a_home() -> SmallHome:
    home = SmallHome(whole, *ROWS)
    for number in range(4):
        home.folder.drop_file(JOB, f"clip{number}.mp4", b"x" * 10)
    return home


def test_it_never_falls_within_a_revision_and_ends_at_the_whole() -> None:
    home = a_home()
    shown = [each.permille for each in shown_while_working(home)]
    assert shown == sorted(shown)
    assert shown[-1] == 1000
    assert shown[-2] < 1000


def test_shards_count_while_their_group_runs() -> None:
    home = a_home()
    steps = [{step.step: step.done for step in each.steps} for each in shown_while_working(home)]
    assert {each.get("add_one", 0) for each in steps} >= {0, 1, 20, 40}


def test_what_was_found_done_is_told_apart() -> None:
    home = a_home()
    home.submit()
    home.clock.sleep(Millis(1))
    home.folder.drop_file(JOB, "clip3.mp4", b"x" * 11)
    home.submit()
    by_step = {step.step: (step.run, step.reused) for step in progress(home.home, home.job).steps}
    assert by_step == {"measure": (1, 3), "count_up": (1, 0), "add_one": (1, 40), "add_up": (1, 0)}


def test_a_watcher_keeps_the_highest_of_one_revision_only() -> None:
    seen = Progress(revision=1, permille=500, steps=())
    lower = Progress(revision=1, permille=400, steps=())
    newer = Progress(revision=2, permille=100, steps=())
    assert at_least(seen, lower).permille == 500
    assert at_least(seen, newer).permille == 100
    assert at_least(None, lower) == lower


@pytest.mark.logs_errors
def test_a_failed_job_is_not_shown_as_whole() -> None:
    home = SmallHome(lambda drop, do: do(add_up, do(measure, drop.files[0])), *ROWS)  # type: ignore[arg-type]
    home.folder.drop_file(JOB, "clip.mp4", b"x")
    assert home.submit().state is JobState.FAILED
    assert progress(home.home, home.job).permille < 1000


def test_steps_of_another_way_weigh_nothing_until_a_job_takes_it_and_then_those_in_whose_place_they_stand() -> None:
    rows = (Row(measure, version="1", share=10), Row(add_one, version="1", share=90))
    other = Row(add_up, version="1", share=900, instead_of="add_one")
    usual, both = Catalog(rows), Catalog((*rows, other))

    def after(catalog: Catalog, *done: str) -> int:
        return permille_of(catalog, [StepProgress(step=step, total=1, done=1, run=1, reused=0, failed=0) for step in done])

    assert after(both, "measure") == after(usual, "measure") == 100
    assert after(both, "measure", "add_up") == 999
    assert after(Catalog((*both.rows, Row(count_up, version="1", share=910))), "measure", "add_up") == 500


@dataclass
class OneGauge:
    """See `dropcut.ports.gauges.Gauges`. Of one process, and without a place."""

    last: dict[TaskId, Far] = field(default_factory=dict)

    def tell(self, task: TaskId, far: Far) -> None:
        self.last = {task: far}

    def told(self) -> Mapping[TaskId, Far]:
        return self.last


def test_work_that_says_how_far_it_is_counts_before_it_is_done() -> None:
    home, gauge, seen = a_home(), OneGauge(), list[Progress]()

    def measure_slowly(tools: Tools, file: FileVersion) -> Number:
        for done in range(1, 4):
            tools.far(done, 4, f"{done} steps/s")
            home.clock.sleep(Millis(1_000))
            seen.append(progress(home.home, home.job))
        return Number(n=file.size)

    def recipe(drop: Drop, do: Do) -> object:
        return do.each(measure_slowly, drop.files).all()

    home.home = replace(home.with_recipe(recipe, row(measure_slowly)), gauges=gauge)
    home.submit()

    assert [each.permille for each in seen[:3]] == [62, 125, 187]
    assert [each.running for each in seen[:2]] == [
        (Running(step="measure_slowly", permille=250, told="1 steps/s"),),
        (Running(step="measure_slowly", permille=500, told="2 steps/s"),),
    ]
    assert progress(home.home, home.job).running == ()


def test_what_a_gauge_tells_of_work_that_is_over_counts_no_more() -> None:
    home, gauge = a_home(), OneGauge()
    home.home = replace(home.home, gauges=gauge)
    home.submit()
    before = progress(home.home, home.job)
    gauge.tell(TaskId(JOB.owner, "measure", Key("0" * 64)), Far(done=1, of=2))
    assert progress(home.home, home.job) == before
