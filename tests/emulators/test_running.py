"""Servers of tests start once, and leave nothing behind."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.emulators.gcloud import sdk_program
from tests.emulators.gcs import gcs_address
from tests.emulators.plugin import judge
from tests.emulators.pubsub import pubsub_address
from tests.emulators.running import MissingEmulatorError, start, started, stop

A_RUN = """
import sys, time
from pathlib import Path
from tests.emulators.running import begin_run, shared
from tests.emulators.test_running import listening
begin_run()
print(shared("server", listening), flush=True)
time.sleep(60)
"""


def listening(port: int) -> Sequence[str | Path]:
    return [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)]


def listens(address: str) -> bool:
    host, _, port = address.partition(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def dying(_port: int) -> Sequence[str | Path]:
    return [sys.executable, "-c", "print('out of luck')"]


def test_a_server_listens_while_its_block_lasts(tmp_path: Path) -> None:
    with started(listening, tmp_path / "log") as address, urlopen(f"http://{address}") as answer:
        assert answer.status == 200
    with pytest.raises(OSError, match="refused"):
        urlopen(f"http://{address}")


def test_a_server_is_gone_with_all_its_processes(tmp_path: Path) -> None:
    server = start(listening, tmp_path / "log")
    stop(server.group)
    with pytest.raises(ProcessLookupError):
        os.killpg(server.group, 0)
    stop(server.group)


def test_a_server_ends_soon_after_a_run_that_was_killed(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DROPCUT_TEST")}
    environment["TMPDIR"] = str(tmp_path)
    with subprocess.Popen([sys.executable, "-c", A_RUN, tmp_path], stdout=subprocess.PIPE, text=True, env=environment) as run:
        assert run.stdout is not None
        address = run.stdout.readline().strip()
        with urlopen(f"http://{address}") as answer:
            assert answer.status == 200
        run.kill()
    end = time.monotonic() + 10
    while listens(address) and time.monotonic() < end:
        time.sleep(0.1)
    assert not listens(address)


def test_a_server_that_dies_at_once_is_told_with_its_words(tmp_path: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(TimeoutError, match="out of luck"):
        start(dying, tmp_path / "log")
    assert time.monotonic() - begun < 10


def test_a_missing_emulator_is_a_skip_at_home_and_a_failure_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="gcloud components install"):
        judge(MissingEmulatorError("gcloud components install it"))
    monkeypatch.setenv("CI", "true")
    judge(MissingEmulatorError("gcloud components install it"))


def test_what_the_sdk_has_not_says_how_to_get_it() -> None:
    with pytest.raises(MissingEmulatorError, match="gcloud components install time-machine"):
        sdk_program("time-machine/bin/start")


def test_everybody_finds_the_same_emulator() -> None:
    assert gcs_address() == gcs_address()
    assert pubsub_address() == pubsub_address()
