"""The commands as such: quick to start, and plain when something is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import entry_points

import pytest

from dropcut import __version__
from dropcut.catalog import CATALOG
from dropcut.local.cli import main
from tests.e2e.driving import Stage
from tests.pace import worked


def test_the_command_is_installed() -> None:
    (installed,) = entry_points(group="console_scripts", name="dropcut")
    assert installed.load() is main


def test_its_version_takes_less_than_a_third_of_a_second_of_work() -> None:
    command = [sys.executable, "-c", "from dropcut.local.cli import main; main()", "--version"]
    told, seconds = worked(lambda: subprocess.run(command, text=True, capture_output=True, check=True))
    assert told.stdout.endswith(f" {__version__}\n")
    assert seconds < 0.3


@pytest.mark.parametrize("name", list(main.commands))
def test_every_command_explains_itself(stage: Stage, name: str) -> None:
    told = stage.run(name, "--help")
    assert told.returncode == 0
    assert told.stdout.startswith("Usage: ")


def test_an_unknown_command_is_code_two(stage: Stage) -> None:
    assert stage.run("mkae").returncode == 2


def test_the_catalog_is_the_products_own(stage: Stage) -> None:
    rows = json.loads(stage.run("catalog", "--json").stdout)["steps"]
    assert [row["step"] for row in rows] == ["read", "shout", "join", "polish", "publish"]
    assert CATALOG.rows[0].name not in {row["step"] for row in rows}


def test_a_mistake_of_ours_is_a_sentence_and_a_traceback_only_on_request(stage: Stage) -> None:
    stage.write("a.txt", "la")
    stage.make()
    ledger = stage.drop / ".dropcut" / "ledger.sqlite"
    ledger.unlink()
    ledger.mkdir()
    quiet, loud = stage.make(), stage.make("-v")
    assert (quiet.returncode, loud.returncode) == (1, 1)
    assert "Traceback" not in quiet.stderr
    assert "Traceback" in loud.stderr


IMPOSSIBLE = (
    (["lineage", "{drop}", "-o", "{drop}/nowhere/x.json"], "There is no"),
    (["export", "--folder", "{drop}", "-o", "{drop}/nowhere/x.zip"], "There is no"),
    (["delete", "{drop}", "--yes", "--proof", "{drop}/nowhere/x.json"], "There is no folder"),
    (["serve", "{drop}/a.txt/inbox", "--home", "{drop}/home"], "is no folder"),
    (["serve", "{drop}/inbox", "--home", "{drop}/a.txt/home"], "is no folder"),
    (["serve", "{drop}", "--home", "{drop}/home", "--quiet", "nan"], "is no number"),
    (["serve", "{drop}", "--home", "{drop}/home"], "would be taken for footage"),
    (["clean", "{drop}", "--unused-for", "1e300"], "not in the range"),
)


def test_a_place_or_a_number_that_cannot_be_is_a_sentence(stage: Stage) -> None:
    stage.write("a.txt", "la")
    stage.make()
    for arguments, said in IMPOSSIBLE:
        done = stage.run(*(each.format(drop=stage.drop) for each in arguments))
        assert done.returncode in {1, 2}, done
        assert said in done.stderr
        assert "mistake" not in done.stderr
        assert "Traceback" not in done.stderr
    assert "done" in stage.run("status", stage.drop).stdout


def test_the_doctor_says_ok_or_what_to_do(stage: Stage) -> None:
    stage.write("a.txt", "la")
    stage.make()
    well = stage.run("doctor", stage.drop)
    assert well.returncode == 0
    *findings, summary = well.stdout.splitlines()
    assert {line[:5] for line in findings} <= {"ok   ", "note "}
    assert {"python", "ffmpeg", "encoders", "disk", "ledger", "leases", "keeper"} <= {
        line[5:].partition(":")[0] for line in findings
    }
    assert summary in {"All is well.", "Nothing needs to be done."}
    (stage.drop / ".dropcut" / "ledger.sqlite").write_text("no ledger at all")
    ill = stage.run("doctor", stage.drop)
    assert ill.returncode == 1
    assert "bad  ledger:" in ill.stdout
    told = json.loads(stage.run("doctor", stage.drop, "--json").stdout)
    assert (told["schema"], told["well"]) == ("dropcut/doctor@1", False)
    assert [finding["about"] for finding in told["findings"] if finding["condition"] == "bad"] == ["ledger"]


def test_cleaning_frees_what_nothing_reaches_and_costs_no_work(stage: Stage) -> None:
    stage.write("a.txt", "la", "lo")
    stage.make()
    stage.write("a.txt", "la")
    stage.make()
    before = stage.executions()
    cleaned = stage.run("clean", stage.drop, "--unused-for", "0")
    assert cleaned.returncode == 0
    assert cleaned.stdout.startswith("Freed ")
    assert stage.make().returncode == 0
    assert stage.executions() == before
    stage.write("a.txt", "la", "lo")
    stage.make()
    assert (stage.executions() - before)["shout lo"] == 1
    assert (stage.executions() - before)["shout la"] == 0
