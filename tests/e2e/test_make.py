"""`dropcut make`: from a folder to what is delivered of it, with nothing done twice."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.e2e.driving import Stage, ended, soon
from tests.pace import worked


def test_a_folder_becomes_its_delivery(stage: Stage) -> None:
    stage.write("a.txt", "la", "lo")
    stage.write("b.txt", "li")
    done = stage.make("--progress", "none")
    assert (done.returncode, done.stdout) == (0, f"Done: {stage.drop / 'cut' / 'song.txt'}.\n")
    assert len(stage.song) == 64
    assert stage.executions().total() == 2 + 3 + 1 + 3 + 1


def test_the_footage_is_never_touched(stage: Stage) -> None:
    file = stage.write("a.txt", "la")
    before = file.read_bytes(), file.stat()
    stage.make()
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (before[0], before[1].st_mtime_ns)
    assert {path.name for path in stage.drop.iterdir()} == {"a.txt", "cut", ".dropcut"}


def test_a_second_call_says_so_in_less_than_a_second_of_work(stage: Stage) -> None:
    """The least of three: beside other tests a core is slower than alone."""
    stage.write("a.txt", "la")
    stage.make()
    began, works = stage.executions(), list[float]()
    for _ in range(3):
        again, seconds = worked(lambda: stage.make("--progress", "none"))
        assert again.returncode == 0
        assert again.stdout.startswith("Nothing has changed since it was done: ")
        works.append(seconds)
        if seconds < 1.0:
            break
    assert stage.executions() == began
    assert min(works) < 1.0


def test_one_more_word_costs_one_word(stage: Stage) -> None:
    stage.write("a.txt", "la", "lo")
    stage.make()
    before = stage.executions()
    stage.write("a.txt", "la", "lo", "li")
    assert stage.make().returncode == 0
    assert {key: count for key, count in (stage.executions() - before).items() if key.startswith("shout")} == {"shout li": 1}


def test_a_file_that_is_dropped_meanwhile_is_made_too(stage: Stage) -> None:
    stage.write("a.txt", "slow 6")
    process = stage.start("make", stage.drop)
    soon(lambda: stage.executions()["shout slow 6"])
    stage.write("b.txt", "li")
    code, _, _ = ended(process)
    assert code == 0
    assert stage.executions()["shout li"] == 1
    assert stage.executions()["shout slow 6"] == 1


def test_a_delivery_that_was_thrown_away_is_delivered_again_and_nothing_else_is_done(stage: Stage) -> None:
    stage.write("a.txt", "la")
    stage.make()
    song, before = stage.song, stage.executions()
    shutil.rmtree(stage.drop / "cut")
    assert stage.make().returncode == 0
    assert stage.song == song
    assert list(stage.executions() - before) == ["publish 2"]


def test_deliveries_go_where_they_are_asked_to_go(stage: Stage) -> None:
    stage.write("a.txt", "la")
    stage.make()
    elsewhere = stage.drop.parent / "elsewhere"
    assert stage.ending("-o", elsewhere)["files"] == [str(elsewhere / "song.txt")]
    assert (elsewhere / "song.txt").read_text() == stage.song


def test_a_folder_without_footage_is_told_what_it_lacks(stage: Stage) -> None:
    done = stage.make("--progress", "none")
    assert (done.returncode, done.stderr) == (3, "It waits for a text file.\n")


def test_bad_input_is_named_with_what_to_do_and_everything_else_is_done(stage: Stage) -> None:
    stage.write("a.txt", "bad", "la")
    done = stage.make("--progress", "none")
    assert (done.returncode, done.stderr) == (3, "bad cannot be shouted. Say something else.\nIt failed.\n")
    assert stage.executions()["shout la"] == 1


def test_bad_input_is_not_tried_again_until_it_changes(stage: Stage) -> None:
    stage.write("a.txt", "bad")
    stage.make()
    assert stage.make().returncode == 3
    assert stage.executions()["shout bad"] == 1
    stage.write("a.txt", "good")
    assert stage.make().returncode == 0


def test_the_next_call_is_a_persons_retry_of_what_the_machine_failed_at(stage: Stage) -> None:
    mended = stage.drop.parent / "mended"
    stage.write("a.txt", f"mistake {mended}", "la")
    done = stage.make("--progress", "none")
    assert done.returncode == 1
    assert "shout stopped on a mistake of its own" in done.stderr
    assert f"The log is {stage.drop / '.dropcut' / 'log' / 'dropcut.jsonl'}.\n" in done.stderr
    mended.touch()
    assert stage.make().returncode == 0
    assert stage.executions()["shout la"] == 1


def test_a_retry_tries_bad_input_again_too(stage: Stage) -> None:
    stage.write("a.txt", "bad")
    stage.make()
    assert stage.run("retry", stage.drop).returncode == 0
    assert stage.make().returncode == 3
    assert stage.executions()["shout bad"] == 2


@pytest.mark.soak
def test_what_kills_its_workers_is_given_up_in_the_end(stage: Stage) -> None:
    stage.write("a.txt", "crash", "la")
    done = stage.make("--progress", "none", "--workers", "2")
    assert done.returncode == 1
    assert "shout stopped without a word 21 times" in done.stderr
    assert stage.executions()["shout la"] == 1


@pytest.mark.parametrize(
    "arguments", [["make"], ["make", "nowhere"], ["make", ".", "--workers", "0"], ["make", ".", "--progress", "x"]]
)
def test_misuse_is_code_two(stage: Stage, arguments: list[str]) -> None:
    assert stage.run(*arguments).returncode == 2


def test_deliveries_among_the_footage_are_refused(stage: Stage) -> None:
    stage.write("a.txt", "la")
    done = stage.make("-o", stage.drop)
    assert done.returncode == 2
    assert "deliveries cannot lie among them" in done.stderr


def test_two_calls_on_one_folder_do_not_meet(stage: Stage) -> None:
    stage.write("a.txt", "slow 4")
    first = stage.start("make", stage.drop)
    soon(lambda: stage.executions()["shout slow 4"])
    second = stage.make()
    assert second.returncode == 2
    assert (
        second.stderr
        == f"Dropcut is already at work on {stage.drop}, in process {first.pid}. Let it finish, or stop it first.\n"
    )
    assert ended(first)[0] == 0


def test_a_dry_run_says_what_would_be_done_and_makes_nothing(stage: Stage) -> None:
    stage.write("a.txt", "la")
    done = stage.make("--dry-run")
    assert done.returncode == 0
    assert "read: 1 to do, 0 done already" in done.stdout
    assert {path.name for path in stage.drop.iterdir()} == {"a.txt"}
    stage.make()
    stage.write("b.txt", "lo")
    plan = json.loads(stage.make("--dry-run", "--json").stdout)
    assert plan["steps"][0] == {"step": "read", "done": 1, "to_do": 1, "complete": True}
    assert stage.executions()["read b.txt"] == 0


def test_a_dry_run_of_what_is_done_sees_through_to_its_end(stage: Stage) -> None:
    stage.write("a.txt", "la", "lo")
    stage.make()
    plan = json.loads(stage.make("--dry-run", "--json").stdout)
    assert (plan["complete"], {step["to_do"] for step in plan["steps"]}) == (True, {0})
    assert plan["steps"][-1]["step"] == "publish"
