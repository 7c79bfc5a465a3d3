"""Progress in three forms, and what can be asked from outside while others work."""

from __future__ import annotations

import json
import os
import pty
import re

import pytest

from tests.e2e.driving import Stage, ended, soon


def test_plain_lines_are_one_for_each_change(stage: Stage) -> None:
    stage.write("a.txt", "la", "lo")
    lines = stage.make("--progress", "plain").stderr.splitlines()
    assert lines[-1].startswith("100% read 1/1, shout 2/2, join 1/1, polish 3/3, publish 1/1")
    assert all(re.fullmatch(r" *\d+% .+", line) for line in lines)
    assert len(lines) == len(set(lines))


def test_without_a_terminal_lines_are_plain(stage: Stage) -> None:
    stage.write("a.txt", "la")
    assert "100% read 1/1" in stage.make().stderr


def test_json_lines_never_fall_back_and_end_with_the_end(stage: Stage) -> None:
    stage.write("a.txt", *(f"slow 0.{number}" for number in range(1, 9)))
    lines = [json.loads(line) for line in stage.make("--progress", "jsonl").stdout.splitlines()]
    assert {line["schema"] for line in lines} == {"dropcut/progress@1"}
    figures = [line["permille"] for line in lines if line["revision"] == 1]
    assert figures == sorted(figures)
    assert len(set(figures)) > 2
    assert (lines[-1]["state"], lines[-1]["permille"], lines[-1]["left_s"]) == ("done", 1000, None)


def test_a_program_may_have_the_ending_as_the_last_line(stage: Stage) -> None:
    stage.write("a.txt", "la")
    *lines, last = stage.make("--progress", "jsonl", "--json").stdout.splitlines()
    assert {json.loads(line)["schema"] for line in lines} == {"dropcut/progress@1"}
    assert json.loads(last)["schema"] == "dropcut/ending@1"


def test_whoever_asks_sees_the_log_of_keeper_and_workers(stage: Stage) -> None:
    stage.write("a.txt", "mistake nowhere")
    shown = stage.make("-v").stderr
    assert "attempt failed by a mistake" in shown
    assert "job ended" in shown


def test_nothing_is_shown_when_nothing_is_asked_for(stage: Stage) -> None:
    stage.write("a.txt", "la")
    assert stage.make("--progress", "none").stderr == ""


def test_a_terminal_shows_a_bar_a_step_and_what_was_reused(stage: Stage) -> None:
    stage.write("a.txt", "la", "lo")
    stage.make()
    stage.write("b.txt", "li")
    ours, theirs = pty.openpty()
    process = stage.start("make", stage.drop, stderr=theirs)
    os.close(theirs)
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", _all_of(ours))
    assert ended(process)[0] == 0
    assert "━" in shown
    assert re.search(r"shout\s+━+\s+3/3\s+reused 2", shown)
    assert re.search(r"local/song\s+━+\s+100%", shown)


def _all_of(descriptor: int) -> str:
    read = bytearray()
    while True:
        try:
            piece = os.read(descriptor, 1 << 16)
        except OSError:  # how Linux says that nobody holds the terminal any more
            break
        if not piece:
            break
        read += piece
    os.close(descriptor)
    return read.decode()


def test_status_tells_from_outside_what_is_going_on(stage: Stage) -> None:
    stage.write("a.txt", "slow 600", "la")
    process = stage.start("make", stage.drop, "--workers", "2")
    soon(lambda: stage.executions()["shout slow 600"] and stage.finished("shout") == 1)
    assert "shout 1/2" in stage.run("status", stage.drop).stdout
    told = json.loads(stage.run("status", stage.drop, "--json").stdout)
    (job,) = told["jobs"]
    assert (told["keeper"], job["state"], job["why"]) == (process.pid, "working", "Working on shout (1).")
    process.kill()
    process.communicate()
    soon(stage.nobody_is_left)
    assert "Nobody works on 1 job that could go on" in stage.run("status", stage.drop).stdout


def test_status_tells_what_failed_and_what_to_do(stage: Stage) -> None:
    stage.write("a.txt", "bad")
    stage.make()
    assert "  bad cannot be shouted. Say something else.\n" in stage.run("status", stage.drop).stdout


def test_what_was_never_begun_has_no_status(stage: Stage) -> None:
    for command in ("status", "cancel", "retry", "clean"):
        done = stage.run(command, stage.drop)
        assert (done.returncode, done.stderr) == (2, f"Nothing was begun in {stage.drop}. Begin with: dropcut make FOLDER\n")
    assert not (stage.drop / ".dropcut").exists()


@pytest.mark.parametrize("command", ["status", "delete", "quote"])
def test_a_folder_that_is_not_there_is_told(stage: Stage, command: str) -> None:
    done = stage.run(command, "nowhere")
    assert (done.returncode, done.stderr.split(", and")[0]) == (2, "There is no folder nowhere")


@pytest.mark.parametrize("command", ["export", "delete"])
def test_what_is_no_owner_is_told_as_it_was_given(stage: Stage, command: str) -> None:
    stage.write("a.txt", "la")
    stage.make()
    here = {
        "export": ("../x", "-o", "x.zip", "--folder", stage.drop),
        "delete": ("--owner", "../x", "--home", stage.drop / ".dropcut"),
    }
    done = stage.run(command, *here[command])
    assert (done.returncode, done.stderr.split(":")[0]) == (2, "'../x' is no owner")
