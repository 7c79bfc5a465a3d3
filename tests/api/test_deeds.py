"""Who did what: entries are only ever added, and whoever changes one is found out."""

from __future__ import annotations

import json

from dropcut.api.access.audit import NAMES, Done, all_of, deeds, note
from dropcut.domain.names import Owner
from dropcut.domain.opaque import Opaque
from dropcut.domain.values import Millis
from dropcut.local.memory.clock import MemoryClock
from dropcut.local.memory.records import MemoryRecords
from tests.api.benches import Bench

ANN, OPAQUE = Owner("ann"), Opaque(b"key")


def written(count: int) -> MemoryRecords:
    records = MemoryRecords(MemoryClock().now)
    for number in range(count):
        note(records, OPAQUE, Done(person="corp:ann", did=f"act_{number}", owner=ANN, about="holiday", status=200))
    return records


def test_each_entry_follows_the_one_before() -> None:
    records = written(5)
    page = deeds(records, OPAQUE, ANN, 9, "")
    assert [deed.number for deed in page.deeds] == [5, 4, 3, 2, 1]
    assert page.broken == ()
    assert {deed.person for deed in page.deeds} == {"corp:ann"}


def test_a_page_ends_where_the_next_begins_and_both_are_whole() -> None:
    records = written(5)
    first = deeds(records, OPAQUE, ANN, 3, "")
    second = deeds(records, OPAQUE, ANN, 3, first.after)
    assert [deed.number for deed in (*first.deeds, *second.deeds)] == [5, 4, 3, 2, 1]
    assert (first.broken, second.broken, second.after) == ((), (), "")


def test_a_changed_entry_is_found_out_by_the_one_after_it() -> None:
    records = written(5)
    (name,) = [name for drawer, name in records._kept if drawer == "deeds" and name.endswith("9997")]  # noqa: SLF001 - whoever tampers
    there = records._kept["deeds", name]  # noqa: SLF001 - the same
    changed = json.dumps({**json.loads(there.text), "did": "nothing at all"})
    records._kept["deeds", name] = there.model_copy(update={"text": changed})  # noqa: SLF001 - the same
    assert deeds(records, OPAQUE, ANN, 9, "").broken == (3,)


def test_a_removed_entry_is_found_out_too() -> None:
    records = written(5)
    (name,) = [name for drawer, name in records._kept if drawer == "deeds" and name.endswith("9997")]  # noqa: SLF001 - whoever tampers
    records.drop("deeds", name)
    assert deeds(records, OPAQUE, ANN, 9, "").broken == (3,)


def test_no_entry_says_a_name() -> None:
    records = written(2)
    texts = [record.text for (drawer, _), record in records._kept.items() if drawer == "deeds"]  # noqa: SLF001 - every byte
    assert not [text for text in texts if "ann" in text or "holiday" in text]


def test_a_name_is_known_as_long_as_the_newest_entry_that_holds_it() -> None:
    clock, day = MemoryClock(), 24 * 3600 * 1000
    records = MemoryRecords(clock.now)
    for _ in range(3):
        note(records, OPAQUE, Done(person="corp:ann", did="act", owner=ANN, status=200), kept_ms=10 * day)
        clock.sleep(Millis(9 * day))
    (deed,) = deeds(records, OPAQUE, ANN, 9, "").deeds
    assert (deed.number, deed.person) == (3, "corp:ann")
    clock.sleep(Millis(2 * day))
    assert not list(all_of(records, NAMES, ""))


def test_deletions_and_exports_are_deeds_and_name_nobody_afterwards(at: Bench) -> None:
    at.done()
    at.client.get("/v1/owners/ann/export")
    at.client.delete("/v1/owners/ann")
    told = at.client.get("/v1/owners/ann/deeds").json()
    assert [deed["did"] for deed in told["deeds"]][:2] == ["delete_owner", "export_owner"]
    assert told["broken"] == []
    assert "local" not in json.dumps([deed["person"] for deed in told["deeds"]])
