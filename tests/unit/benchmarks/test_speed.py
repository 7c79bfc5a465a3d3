"""That the benchmarks run at all, on the smallest of everything: what they say is for `make bench`."""

from __future__ import annotations

from pathlib import Path

from benchmarks.speed import advancing, durable_step, end_to_end, latency, limits, memory
from benchmarks.tables import table


def test_the_disk_is_timed(tmp_path: Path) -> None:
    assert len(limits.fsyncs(tmp_path, 3)) == len(limits.commits(tmp_path, 3)) == 3


def test_an_empty_step_is_timed_on_every_kind_of_store() -> None:
    assert len(durable_step.on_files(3)) == len(durable_step.through_the_queue(3)) == len(durable_step.without_a_store(3)) == 3


def test_a_group_is_timed_from_its_first_look_to_its_last() -> None:
    group = advancing.group_of(3)
    assert (group.shards, min(group.looks) > 0) == (3, True)
    assert group.first > min(group.looks)


def test_tasks_are_timed_through_real_worker_processes() -> None:
    run = end_to_end.run(30, 1)
    assert 0 < run.steady_ms < run.whole_ms


def test_the_memory_of_both_processes_is_seen_after_each_job() -> None:
    first, second = memory.after_each([3, 4])
    assert (first.length, second.length) == (3, 4)
    assert 0 < second.worker <= second.worker_peak


def test_every_link_of_a_chain_begins_after_the_one_before() -> None:
    waited = latency.waits(jobs=2, links=5)
    assert (len(waited.submission), len(waited.end)) == (2, 4)
    assert min(*waited.submission, *waited.end) > -0.002


def test_a_table_has_its_numbers_to_the_right() -> None:
    assert table(("what", "count"), [("one", 1), ("many", "10,000")]).splitlines() == [
        "| what |  count |",
        "| ---- | -----: |",
        "| one  |      1 |",
        "| many | 10,000 |",
    ]
