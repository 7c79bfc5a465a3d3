"""Every sentence of `dropcut.ports.records.Records`, on every adapter."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dropcut.domain.errors import Conflict, Permanent
from dropcut.domain.values import Instant, Millis
from dropcut.local.memory.clock import MemoryClock
from dropcut.ports.records import LARGEST_RECORD, Records
from tests.conformance.record_adapters import RECORDS


@pytest.fixture(params=RECORDS)
def records(request: pytest.FixtureRequest, tmp_path: Path, clock: MemoryClock) -> Iterator[Records]:
    with RECORDS[request.param](tmp_path, clock.now) as made:
        yield made


def test_what_was_kept_is_there_until_it_is_dropped(records: Records) -> None:
    kept = records.keep("a/b", "c/d ü", "text ü")
    assert records.record("a/b", "c/d ü") == kept
    assert records.record("a", "b/c/d ü") is None
    records.drop("a/b", "c/d ü")
    records.drop("a/b", "c/d ü")
    assert records.record("a/b", "c/d ü") is None


def test_it_is_written_in_the_place_of_what_was_seen_and_of_nothing_else(records: Records) -> None:
    first = records.keep("a", "n", "1")
    with pytest.raises(Conflict):
        records.keep("a", "n", "2")
    second = records.keep("a", "n", "2", first.version)
    assert second.version != first.version
    with pytest.raises(Conflict):
        records.keep("a", "n", "3", first.version)
    with pytest.raises(Conflict):
        records.keep("a", "never", "3", first.version)
    assert records.record("a", "n") == second


def test_a_version_never_comes_again(records: Records, clock: MemoryClock) -> None:
    before = records.keep("a", "n", "1")
    records.drop("a", "n")
    clock.sleep(Millis(1))
    assert records.keep("a", "n", "2").version != before.version
    with pytest.raises(Conflict):
        records.keep("a", "n", "3", before.version)


def test_of_many_racers_one_wins(records: Records) -> None:
    def race(number: int) -> bool:
        try:
            records.keep("a", "n", str(number))
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(race, range(6))) == 1


def test_what_is_gone_by_its_time_is_not_there(records: Records, clock: MemoryClock) -> None:
    records.keep("a", "n", "1", until=Instant(clock.now() + 10))
    records.keep("a", "o", "1")
    assert len(records.records("a", "", 10)) == 2
    clock.sleep(Millis(10))
    assert records.record("a", "n") is None
    assert [record.name for record in records.records("a", "", 10)] == ["o"]
    assert records.keep("a", "n", "2").text == "2"


def test_a_list_is_in_order_of_bytes_from_a_beginning_on_and_behind_a_name(records: Records) -> None:
    names = ["a", "a/1", "a/2", "a/10", "ab", "b", "ä", "日"]
    for name in names:
        records.keep("drawer", name, name)
        records.keep("other", name, name)
    told = [record.name for record in records.records("drawer", "", 100)]
    assert told == sorted(names, key=str.encode)
    assert [record.name for record in records.records("drawer", "a/", 100)] == ["a/1", "a/10", "a/2"]
    assert [record.name for record in records.records("drawer", "a", 2)] == ["a", "a/1"]
    assert [record.name for record in records.records("drawer", "a", 2, "a/1")] == ["a/10", "a/2"]
    assert [record.name for record in records.records("drawer", "", 100, told[-1])] == []


@pytest.mark.parametrize(
    ("drawer", "name"), [("", "n"), ("d", ""), ("d", "a~b"), ("d~", "n"), ("d", "a\nb"), ("d", "a\x00b"), ("d", "x" * 500)]
)
def test_what_cannot_be_a_name_is_refused(records: Records, drawer: str, name: str) -> None:
    with pytest.raises(Permanent):
        records.keep(drawer, name, "")


def test_a_record_is_small(records: Records) -> None:
    records.keep("a", "largest", "x" * LARGEST_RECORD)
    with pytest.raises(Permanent):
        records.keep("a", "n", "x" * (LARGEST_RECORD + 1))
