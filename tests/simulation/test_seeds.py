"""A sample of what `make simulate` runs whole."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.simulation.faults import Fault
from tests.simulation.many import ENOUGH, PORTION, Tally, run_portion

SAMPLE = 100


@pytest.mark.parametrize("first", range(0, SAMPLE, PORTION))
def test_no_seed_of_the_sample_breaks_a_promise(first: int) -> None:
    assert run_portion((first, PORTION)).violations == ()


def test_the_same_seed_gives_the_same_trace_in_any_process() -> None:
    command = "from tests.simulation.many import run_portion as r; print(r((700, 5)).traces)"
    traces = {
        subprocess.run(
            [sys.executable, "-c", command], env={"PYTHONHASHSEED": hash_seed}, capture_output=True, text=True, check=True
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert traces == {run_portion((700, 5)).traces + "\n"}


def test_a_kind_of_fault_that_never_fires_fails_a_run() -> None:
    tally = Tally(count=ENOUGH)
    tally.struck.update({fault: 1 for fault in Fault if fault is not Fault.DISK_FULL})
    assert tally.never_fired == [Fault.DISK_FULL]


def test_the_command_sums_up_in_its_last_line(tmp_path: object) -> None:
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.simulation",
            "--seeds",
            "20",
            "--from",
            "50",
            "--processes",
            "1",
            "--resume",
            f"{tmp_path}/at",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.splitlines()[-1].startswith("simulated 20 seeds from 50 in ")
    with open(f"{tmp_path}/at") as file:  # noqa: PTH123 - a path in text
        assert json.load(file) == {"done": 20}
