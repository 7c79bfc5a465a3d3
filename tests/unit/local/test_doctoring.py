"""The doctor finds what is wrong, says what to do, and makes nothing where nothing is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from dropcut.local import doctoring, place
from dropcut.local.doctoring import Finding
from dropcut.local.sqlite.connection import Database


def of(folder: Path) -> dict[str, Finding]:
    return {finding.about: finding for finding in doctoring.findings(place.of_home(folder))}


def test_where_nothing_was_begun_only_the_machine_is_looked_at(tmp_path: Path) -> None:
    found = of(tmp_path / "home")
    assert found.keys() == {"python", "ffmpeg", "disk", "home"}
    assert all(finding.well for finding in found.values())
    assert list(tmp_path.iterdir()) == []


def test_a_sound_home_is_well(tmp_path: Path) -> None:
    Database(tmp_path / "ledger.sqlite").close()
    found = of(tmp_path)
    assert str(found["ledger"]) == f"ok   ledger: {tmp_path / 'ledger.sqlite'} is sound"
    assert found["keeper"].said == "nobody is at work here"


def test_a_damaged_ledger_is_found_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    found = of(tmp_path)
    assert not found["ledger"].well
    assert "Move the file away" in found["ledger"].said


def test_a_ledger_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as other:
        other.execute("CREATE TABLE notes (text)")
    assert not of(tmp_path)["ledger"].well
