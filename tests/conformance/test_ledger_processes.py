"""The ledger's contract between processes that share nothing but the store."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from dropcut.domain.errors import Conflict
from dropcut.domain.jobs import Job
from dropcut.domain.names import JobId
from dropcut.domain.tasks import Claimed
from dropcut.domain.values import Instant
from tests.conformance.adapters import LEDGERS
from tests.conformance.ledger_acts import BATCH, HOLIDAY, LEASE, VERSION, do, ready_batch, result, task_id, turn_at, wish_for
from tests.conformance.racing import RACERS
from tests.conformance.racing_processes import race_in_processes

SHARED = [name for name in LEDGERS if name != "memory"]
SHARDS = tuple(f"shard {number}" for number in range(40))

pytestmark = pytest.mark.parametrize("adapter", SHARED)


def now() -> Instant:
    """The store's clock, the same in all processes."""
    return Instant(1_700_000_000_000)


def test_of_twenty_processes_that_claim_one_gets_the_work(adapter: str, tmp_path: Path) -> None:
    with LEDGERS[adapter](tmp_path, now) as ledger:
        wish_for(ledger, turn_at(ledger), ["take"])
    assert race_in_processes(partial(_claim, adapter), tmp_path).count(True) == 1


def test_of_twenty_processes_that_begin_one_gets_the_turn(adapter: str, tmp_path: Path) -> None:
    with LEDGERS[adapter](tmp_path, now) as ledger:
        ledger.create_job(Job(id=HOLIDAY))
    assert race_in_processes(partial(_begin, adapter), tmp_path).count(True) == 1


def test_twenty_processes_that_open_a_new_store_create_one_job_and_lose_no_update(adapter: str, tmp_path: Path) -> None:
    race_in_processes(partial(_create_and_count, adapter), tmp_path)
    with LEDGERS[adapter](tmp_path, now) as ledger:
        assert ledger.job(HOLIDAY).recheck == RACERS


def test_twenty_processes_run_each_shard_once_and_one_wakes_the_job(adapter: str, tmp_path: Path) -> None:
    with LEDGERS[adapter](tmp_path, now) as ledger:
        ready_batch(ledger, turn_at(ledger), SHARDS)
    worked = race_in_processes(partial(_work, adapter), tmp_path)
    assert sorted(name for names, _ in worked for name in names) == sorted(SHARDS)
    assert [jobs for _, jobs in worked if jobs] == [[HOLIDAY]]
    with LEDGERS[adapter](tmp_path, now) as ledger:
        assert not ledger.group_open(HOLIDAY, BATCH)


def test_what_one_process_wrote_another_reads(adapter: str, tmp_path: Path) -> None:
    with LEDGERS[adapter](tmp_path, now) as first, LEDGERS[adapter](tmp_path, now) as second:
        wish_for(first, turn_at(first), ["take"])
        assert do(second, "take") == (HOLIDAY,)
        assert first.claim(task_id("take"), "first", VERSION, LEASE) == second.claim(task_id("take"), "second", VERSION, LEASE)


def _claim(adapter: str, place: Path, number: int) -> bool:
    with LEDGERS[adapter](place, now) as ledger:
        return isinstance(ledger.claim(task_id("take"), f"process {number}", VERSION, LEASE), Claimed)


def _begin(adapter: str, place: Path, number: int) -> bool:
    with LEDGERS[adapter](place, now) as ledger:
        return ledger.begin_advance(HOLIDAY, f"process {number}", LEASE) is not None


def _create_and_count(adapter: str, place: Path, number: int) -> None:
    with LEDGERS[adapter](place, now) as ledger:
        ledger.create_job(Job(id=HOLIDAY, priority=number))
        while True:
            job = ledger.job(HOLIDAY)
            try:
                ledger.update_job(job.with_(recheck=job.recheck + 1))
            except Conflict:
                continue
            return


def _work(adapter: str, place: Path, number: int) -> tuple[list[str], list[JobId]]:
    done: list[str] = []
    woken: list[JobId] = []
    with LEDGERS[adapter](place, now) as ledger:
        for name in SHARDS[number:] + SHARDS[:number]:
            claim = ledger.claim(task_id(name), f"process {number}", VERSION, LEASE)
            if isinstance(claim, Claimed):
                woken += ledger.finish(claim.task.id, claim.task.epoch, result(name))
                done.append(name)
    return done, woken
