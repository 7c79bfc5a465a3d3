"""What one file more of a bulk costs: requests to Drive and to the bucket, documents read and written in Firestore."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, cast

from google.cloud.firestore_v1.services.firestore import FirestoreClient

from dropcut.cloud.drive.book import Book
from dropcut.cloud.drive.channels import Push
from dropcut.cloud.drive.functions import polled, pushed
from dropcut.cloud.drive.shifts import shift_on
from dropcut.cloud.firestore.store import Store
from tests.drive.stage import Stage, stage_in
from tests.unit.cloud.firestore.bench import Wire

FEW, MANY = 32, 96


class Bill(NamedTuple):
    """What was asked for."""

    drive: Counter[str]
    storage: Counter[str]
    reads: int
    writes: int


def kind_of(path: str, query: dict[str, str]) -> str:
    return "download" if query.get("alt") == "media" else path.rpartition("/v3/")[2].split("/")[0]


class Billed:
    """A stage whose every request counts."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        connection = stage.store._connection  # noqa: SLF001 - the same database, counted
        self._wire = Wire(connection.client)
        stage.store = Store(replace(connection, client=cast("FirestoreClient", self._wire)), stage.store._clock)  # noqa: SLF001 - the same
        stage.book = Book(stage.store, stage.root)

    def so_far(self) -> Bill:
        """Since it was asked last."""
        drive = Counter(kind_of(one.path, one.query) for one in self.stage.wire.asked)
        bill = Bill(drive, self.stage.front.counted(), self._wire.reads, self._wire.writes.total())
        self.stage.wire.asked.clear()
        self._wire.reads_of.clear()
        self._wire.writes.clear()
        return bill


def bulk(place: Path, count: int) -> tuple[Bill, Bill]:
    """What a drop of so many small files costs that a poll finds, and what a later poll costs that finds nothing new."""
    with stage_in(place) as stage:
        billed = Billed(stage)
        polled(stage.place)
        folder = stage.drive.folder("my video", stage.root.folder)
        for number in range(count):
            stage.drive.put(folder, f"take{number:03}.mp4", b"%d" % number)
        billed.so_far()
        polled(stage.place)
        coming = billed.so_far()
        polled(stage.place)  # hears of our own page
        billed.so_far()
        polled(stage.place)
        return coming, billed.so_far()


def per_file(few: float, many: float) -> float:
    return (many - few) / (MANY - FEW)


def test_a_file_costs_one_download_one_insert_and_a_dozen_documents(tmp_path: Path) -> None:
    (few, _), (many, idle) = bulk(tmp_path / "few", FEW), bulk(tmp_path / "many", MANY)
    assert per_file(few.drive["download"], many.drive["download"]) == 1
    assert per_file(few.drive.total(), many.drive.total()) < 1.1
    assert per_file(few.storage["insert"], many.storage["insert"]) == 1
    assert per_file(few.storage.total(), many.storage.total()) < 2.2
    assert per_file(few.writes, many.writes) < 5
    assert per_file(few.reads, many.reads) < 9
    assert idle.drive.total() <= 2
    assert idle.writes == 0
    assert idle.reads < 20


def test_pushes_that_come_while_somebody_copies_cost_no_walk_through_the_drop(tmp_path: Path) -> None:
    with stage_in(tmp_path) as stage:
        billed = Billed(stage)
        polled(stage.place)
        folder = stage.drive.folder("my video", stage.root.folder)
        for number in range(MANY):
            stage.drive.put(folder, f"take{number:03}.mp4", b"%d" % number)
        polled(stage.place)
        stage.drive.put(folder, "late.mp4", b"late")
        some = [push for push in stage.service.pushes if push["X-Goog-Resource-State"] == "change"][-20:]
        billed.so_far()
        with shift_on(stage.book, folder, "somebody else"):
            for push in some:
                pushed(stage.place, Push(push))
        bill = billed.so_far()
        assert bill.drive["download"] == 0
        assert bill.storage.total() == 0
        assert bill.reads < 20 * 20
        polled(stage.place)
        assert stage.files("my video")["late.mp4"] == b"late"
