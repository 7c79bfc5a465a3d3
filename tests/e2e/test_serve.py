"""`dropcut serve`: folders that are dropped into an inbox are processed once they have settled."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from sqlite3 import connect
from time import monotonic, sleep

import pytest

from tests.e2e.driving import Stage, ended, soon


class Served(Stage):
    """A stage whose drop lies in an inbox that is watched."""

    def __init__(self, folder: Path) -> None:
        self.inbox = folder / "inbox"
        super().__init__(self.inbox)
        self.home = folder / "home"
        self.said = folder / "said.txt"
        self.process: subprocess.Popen[str]

    def serve(self, *arguments: str) -> None:
        """Begin to watch, and wait until it does."""
        quickly = ("--quiet", "1", "--workers", "1", "--port", "0")
        with self.said.open("w") as out:
            self.process = self.start("serve", self.inbox, "--home", self.home, *quickly, *arguments, stdout=out)
        soon(lambda: "Watching" in self.said.read_text())

    def told(self, drop: str) -> str:
        """What was said of a drop last."""
        return next((line for line in reversed(self.said.read_text().splitlines()) if line.startswith(f"local/{drop}:")), "")

    def delivery(self, drop: str, owner: str = "local") -> Path:
        """Where a drop's song will lie."""
        return self.home / "outbox" / owner / drop / "song.txt"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path)
    yield made
    made.process.kill()
    made.process.communicate()
    soon(made.nobody_is_left)


def test_a_dropped_folder_is_processed_and_each_change_is_a_line(served: Served) -> None:
    served.serve()
    served.write("a.txt", "la")
    soon(served.delivery("song").exists)
    soon(lambda: "local/song: done, 1 file in" in served.said.read_text())
    lines = [line for line in served.said.read_text().splitlines() if line.startswith("local/song")]
    assert any("a.txt, still being copied" in line for line in lines)
    assert all(one != other for one, other in pairwise(lines))


def test_a_growing_file_is_left_alone_until_it_is_quiet(served: Served) -> None:
    served.serve()
    with (served.drop / "a.txt").open("w") as file:
        for _ in range(12):
            file.write("la\n")
            file.flush()
            sleep(0.25)
        grown = monotonic()
    soon(served.delivery("song").exists)
    assert monotonic() - grown > 0.9
    assert served.executions()["read a.txt"] == 1


def test_what_lay_there_before_is_processed_too(served: Served) -> None:
    served.write("a.txt", "la")
    served.serve()
    soon(served.delivery("song").exists)


def test_a_later_file_is_a_new_revision(served: Served) -> None:
    served.write("a.txt", "la")
    served.serve()
    soon(served.delivery("song").exists)
    first = served.delivery("song").read_text()
    served.write("b.txt", "lo")
    soon(lambda: served.delivery("song").read_text() != first)
    assert served.executions()["shout la"] == 1


def test_owners_may_have_folders_of_their_own(served: Served) -> None:
    served.serve("--by-owner")
    drop = served.inbox / "ann" / "first"
    drop.mkdir(parents=True)
    (drop / "a.txt").write_text("la\n")
    soon(served.delivery("first", "ann").exists)


def test_it_stops_within_five_seconds_and_goes_on_with_the_next_call(served: Served) -> None:
    served.serve()
    served.write("a.txt", "slow 4")
    soon(lambda: served.executions()["shout slow 4"])
    served.process.send_signal(signal.SIGTERM)
    assert ended(served.process, 5.0)[0] == 0
    assert served.nobody_is_left()
    served.serve()
    soon(served.delivery("song").exists)


def test_jobs_of_the_inbox_can_be_asked_for_and_cancelled(served: Served) -> None:
    served.serve()
    served.write("a.txt", "slow 600")
    soon(lambda: served.executions()["shout slow 600"])
    home = ("--home", str(served.home))
    assert "local/song: working" in served.run("status", *home).stdout
    assert served.run("cancel", "local/song", *home).returncode == 0
    soon(lambda: "local/song: cancelled" in served.said.read_text())


def test_watching_costs_next_to_nothing(served: Served) -> None:
    served.write("a.txt", "la")
    served.serve()
    soon(served.delivery("song").exists)
    sleep(2.5)
    before, span = _cpu_seconds(served), 4.0
    sleep(span)
    assert (_cpu_seconds(served) - before) / span < 0.02


def _cpu_seconds(served: Served) -> float:
    fields = (Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split() for number in served.processes())
    return sum(int(one[11]) + int(one[12]) for one in fields) / 100


def test_two_keepers_of_one_home_do_not_meet(served: Served) -> None:
    served.serve()
    second = served.run("serve", served.inbox, "--home", served.home)
    assert second.returncode == 2
    assert "is already at work on" in second.stderr


def test_what_is_wrong_with_one_drop_holds_up_no_other(served: Served) -> None:
    served.write("a.txt", "la")
    blocked, damaged = served.home / "outbox" / "local" / "blocked", served.delivery("damaged").parent / ".dropcut"
    for drop in ("blocked", "damaged", os.fsdecode(b"caf\xe9")):
        (served.inbox / drop / "more").mkdir(parents=True)
        (served.inbox / drop / "b.txt").write_text("lo\n")
    damaged.mkdir(parents=True)
    (damaged / "delivery.json").write_bytes(b"\0\0nothing that can be read")
    blocked.write_text("a file of somebody's")
    (served.inbox / "take1.mp4").touch()
    (served.inbox / ("x" * 240)).mkdir()
    served.serve()
    soon(lambda: "no folder" in served.told("blocked") and "cannot be read" in served.told("damaged"))
    soon(served.delivery("song").exists)
    soon(served.delivery(os.fsdecode(b"caf\xe9")).exists)
    soon(lambda: "take1.mp4 lies beside the drops" in served.said.read_text())
    assert "cannot name a drop" in served.said.read_text()
    assert served.process.poll() is None
    assert blocked.read_text() == "a file of somebody's"


@pytest.mark.soak
@pytest.mark.timeout(420)
def test_a_ledger_that_refuses_for_minutes_ends_nothing(served: Served) -> None:
    served.serve()
    with closing(connect(served.home / "ledger.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        served.write("a.txt", "la")
        soon(lambda: "Nothing goes on for now." in served.said.read_text(), 300)
        other.execute("ROLLBACK")
    assert served.process.poll() is None
    soon(served.delivery("song").exists)


def test_an_inbox_that_is_a_link_is_served(served: Served) -> None:
    link = served.home.parent / "link"
    link.symlink_to(served.inbox)
    served.inbox = link
    served.write("a.txt", "la")
    served.serve()
    soon(served.delivery("song").exists)


def test_a_file_of_ones_own_that_is_called_like_the_status_page_stays(served: Served) -> None:
    own = served.home / "outbox" / "local" / "song" / "README - status.txt"
    own.parent.mkdir(parents=True)
    own.write_text("mine")
    served.serve()
    served.write("a.txt", "la")
    soon(served.delivery("song").exists)
    soon(lambda: "local/song: done" in served.said.read_text())
    deleted = served.run("delete", "local/song", "--home", served.home, "--yes")
    assert deleted.returncode == 0, deleted.stderr
    assert own.read_text() == "mine"
