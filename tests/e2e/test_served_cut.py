"""`dropcut serve` with the whole pipeline: what begins early, what a late take costs, what lies there for people."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from dropcut.local.sqlite.connection import Database
from tests.e2e.driving import soon
from tests.e2e.product import EXAMPLE

LINES = (
    "Take one sheet of paper, and fold it in half from top to bottom.",
    "Open the hat that you have made, and pull its sides apart.",
    "Bring your boat back dry, and I will see you at the harbor.",
)
LONG_S = 240.0


class Kept:
    """A home that is served, and one drop in its inbox."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.drop = folder / "inbox" / "boat"
        self.drop.mkdir(parents=True)
        self.out = self.home / "outbox" / "local" / "boat"
        self._said = folder / "said.txt"
        command = [sys.executable, "-c", "from dropcut.local.cli import main; main()", "serve", str(self.drop.parent)]
        options = ["--home", str(self.home), "--quiet", "2", "--workers", "1", "--port", "0"]
        self._out = self._said.open("w")
        environment = {**os.environ, "HOME": str(folder)}
        self.process = subprocess.Popen([*command, *options], stdout=self._out, stderr=self._out, env=environment)
        soon(lambda: "Watching" in self.said)

    @property
    def said(self) -> str:
        return self._said.read_text()

    @property
    def status(self) -> str:
        page = self.out / "README - status.txt"
        return page.read_text() if page.exists() else ""

    @property
    def report(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((self.out / "report.json").read_text())
        return told

    def done(self, step: str) -> int:
        """How many tasks of a step were ever done."""
        with closing(Database(self.home / "ledger.sqlite")) as database, database.read() as connection:
            told = connection.execute("SELECT count(*) FROM task WHERE step = ? AND state = 'done'", (step,))
            return int(told.fetchone()[0])

    def put(self, name: str) -> None:
        shutil.copyfile(EXAMPLE / name, self.drop / name)

    def is_ready(self) -> bool:
        return "The cut is ready" in self.status

    def close(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        self._out.close()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    home = Kept(tmp_path_factory.mktemp("served"))
    try:
        yield home
    finally:
        home.close()


@pytest.mark.timeout(900)
@pytest.mark.soak
def test_a_day_at_a_served_home(kept: Kept) -> None:
    """One story, because each part of it builds on the one before: hearing takes long."""
    _listens_before_the_script_is_there(kept)
    _waits_for_a_word(kept)
    _cuts_when_told(kept)
    _obeys_an_edited_review(kept)
    _redoes_only_what_a_late_take_touches(kept)


def _listens_before_the_script_is_there(kept: Kept) -> None:
    kept.put("take2.mov")
    growing = kept.drop / "script.txt.part"
    written = 0
    while not kept.done("transcribe"):
        written += 1
        growing.write_text("x" * written)
        sleep(0.2)
        assert written < LONG_S * 5
    assert kept.done("find") == 0
    assert "script.txt is still uploading." in kept.status
    (kept.drop / "dropcut.yaml").write_text("preset: draft\nstart: manual\n")
    growing.write_text("\n".join(LINES))
    growing.rename(kept.drop / "script.txt")


def _waits_for_a_word(kept: Kept) -> None:
    soon(lambda: "Waiting for your word" in kept.status, LONG_S)
    assert (kept.done("transcribe"), kept.done("find")) == (1, 0)


def _cuts_when_told(kept: Kept) -> None:
    (kept.drop / "GO").touch()
    soon(kept.is_ready, LONG_S)
    assert kept.done("transcribe") == 1
    assert "cut.mp4" in kept.status


def _obeys_an_edited_review(kept: Kept) -> None:
    page = kept.out / "review.md"
    text = page.read_text()
    page.write_text(text.replace("take: A", "take: Z", 1))
    soon(lambda: "What you changed in review.md is not obeyed" in kept.status, LONG_S)
    assert "review.md is not obeyed" in kept.said
    start = text.index("### Line 2 ")
    page.write_text(text[:start] + text[text.index("### Line 3 ") :])
    soon(lambda: kept.report["lines"][1]["status"] == "dropped", LONG_S)
    soon(kept.is_ready, LONG_S)
    assert "is not obeyed" not in kept.status
    assert sorted(kept.out.glob("review*")) == [page]


def _redoes_only_what_a_late_take_touches(kept: Kept) -> None:
    before = {step: kept.done(step) for step in ("transcribe", "find", "render", "ingest")}
    revision = kept.report["job"]
    kept.put("voice.wav")
    soon(lambda: kept.done("transcribe") == before["transcribe"] + 1, LONG_S)
    soon(lambda: kept.is_ready() and "voice.wav" in json.dumps(kept.report), LONG_S)
    after = kept.report["tasks"]["by_step"]
    assert kept.done("ingest") == before["ingest"] + 1
    assert kept.done("find") == 2 * before["find"]
    assert after["transcribe"] == {"run": 1, "reused": 1}
    assert after["find"]["reused"] == before["find"]
    assert kept.report["job"] == revision
