"""`dropcut delete` as a person types it: beside work that runs, after a kill, and with nothing left afterwards."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.e2e.driving import Stage, kill_all, soon
from tests.e2e.test_serve import Served

SECRET = "xylophonist"  # noqa: S105 - a word of a script


def left_of(folder: Path, *words: str) -> list[str]:
    """Every file below a folder whose name or bytes say one of these."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [str(file) for file in files if any(word.encode() in file.read_bytes() or word in file.name for word in words)]


def test_nothing_of_a_folder_is_left_but_the_footage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spent = tmp_path / "spent"
    monkeypatch.setenv("DROPCUT_MONEY", str(spent / "money.sqlite"))
    stage = Stage(tmp_path)
    stage.write("a.txt", SECRET, "la")
    stage.make()
    assert len(left_of(stage.drop / ".dropcut", SECRET)) > 1
    assert left_of(spent, '"song"') != []
    done = stage.run("delete", stage.drop, "--yes", "--proof", tmp_path / "proof.json")
    assert done.returncode == 0, done.stderr
    assert left_of(stage.drop / ".dropcut", SECRET, "local/song") == []
    assert left_of(spent, '"song"') == []
    assert not (stage.drop / "cut").exists()
    assert sorted(file.name for file in stage.drop.iterdir()) == [".dropcut", "a.txt"]
    proof = json.loads((tmp_path / "proof.json").read_text())
    assert proof["schema"] == "dropcut/certificate@1"
    assert SECRET not in json.dumps(proof)
    assert "footage" not in proof["searched"]
    assert "what folders spent" in proof["searched"]


def test_it_asks_before_and_a_no_changes_nothing(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.write("a.txt", "la")
    stage.make()
    assert stage.run("delete", stage.drop).returncode != 0
    assert stage.song


def test_beside_a_keeper_work_is_stopped_and_the_drop_is_not_begun_again(tmp_path: Path) -> None:
    served = Served(tmp_path)
    try:
        served.serve()
        served.write("a.txt", SECRET, "slow 600")
        soon(lambda: any("shout slow" in each for each in served.executions()))
        done = served.run("delete", "local/song", "--home", served.home, "--yes")
        assert done.returncode == 0, done.stderr
        began = sum(served.executions().values())
        assert left_of(served.home, SECRET) == []
        served.write(".touched", "x")
        status = served.run("status", "--home", served.home)
        assert "No drop was seen yet" in status.stdout
        assert sum(served.executions().values()) == began
        served.write("b.txt", "la")
        soon(lambda: "local/song" in served.run("status", "--home", served.home).stdout)
    finally:
        served.process.kill()
        served.process.communicate()
    soon(served.nobody_is_left)


def footage_of(archive: Path) -> list[str]:
    """What an export has of an owner's own files."""
    with ZipFile(archive) as opened:
        return [name for name in opened.namelist() if name.startswith("footage/")]


def test_the_footage_of_an_owner_goes_where_the_home_was_told_it_lies_and_nobody_elses(tmp_path: Path) -> None:
    served = Served(tmp_path)
    anns, bobs = served.inbox / "ann" / "sea" / "a.txt", served.inbox / "bob" / "hill" / "b.txt"
    for file in (anns, bobs):
        file.parent.mkdir(parents=True)
        file.write_text("la\n")
    try:
        served.serve("--by-owner")
        soon(lambda: served.delivery("sea", "ann").exists() and served.delivery("hill", "bob").exists())
    finally:
        served.process.kill()
        served.process.communicate()
    soon(served.nobody_is_left)
    exported = served.run("export", "bob", "--home", served.home, "-o", tmp_path / "bob.zip")
    assert exported.returncode == 0, exported.stderr
    assert len(footage_of(tmp_path / "bob.zip")) == 1

    done = served.run("delete", "--owner", "ann", "--with-footage", "--home", served.home, "--yes", "--json")
    assert done.returncode == 0, done.stderr
    assert "footage" in json.loads(done.stdout)["searched"]
    assert not anns.parent.parent.exists()
    assert bobs.exists()
    assert served.delivery("hill", "bob").exists()
    assert served.run("delete", "--owner", "local", "--with-footage", "--home", served.home, "--yes").returncode == 0
    assert bobs.exists()


def test_the_footage_of_who_sits_here_goes_from_an_inbox_elsewhere(tmp_path: Path) -> None:
    served = Served(tmp_path)
    try:
        served.serve()
        served.write("a.txt", SECRET)
        soon(served.delivery("song").exists)
    finally:
        served.process.kill()
        served.process.communicate()
    soon(served.nobody_is_left)
    kept = served.run("delete", "--owner", "ann", "--with-footage", "--home", served.home, "--yes")
    assert kept.returncode == 0, kept.stderr
    assert (served.drop / "a.txt").exists()
    done = served.run("delete", "--owner", "local", "--with-footage", "--home", served.home, "--yes")
    assert done.returncode == 0, done.stderr
    assert left_of(tmp_path, SECRET) == []


def test_after_a_kill_in_the_middle_of_work_everything_goes_at_once(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.write("a.txt", SECRET, "slow 600")
    process = stage.start("make", stage.drop, "--workers", "1")
    soon(lambda: any("shout slow" in each for each in stage.executions()))
    kill_all(stage.processes())
    process.communicate()
    soon(stage.nobody_is_left)
    done = stage.run("delete", stage.drop, "--yes")
    assert done.returncode == 0, done.stderr
    assert left_of(stage.drop / ".dropcut", SECRET) == []
