"""A program is bounded, alone, and gone when it should be; how it ended says whose fault it was."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen
from time import monotonic, sleep

import pytest

from dropcut.domain.errors import Permanent, Retryable, Stopped
from dropcut.media.failures import ProgramCrashed, ProgramFailed, ProgramInterrupted, ProgramOverdrawn
from dropcut.media.running import Bounds, follow, run
from dropcut.ports.tools import Programs

SHELL = "/bin/sh"


def _python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def _is_gone(pid: int) -> bool:
    """Gone, or a zombie that only waits to be counted."""
    try:
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return True


def _until(condition: Callable[[], bool], seconds: int) -> bool:
    deadline = monotonic() + seconds
    while not condition():
        if monotonic() > deadline:
            return False
        sleep(0.02)
    return True


def test_what_is_printed_and_what_is_reported_are_kept_apart() -> None:
    ended = run((SHELL, "-c", "echo out; echo err >&2"), Bounds())

    assert (ended.out, ended.errors) == (b"out\n", "err\n")


def test_a_failure_carries_the_last_lines() -> None:
    with pytest.raises(ProgramFailed) as caught:
        run((SHELL, "-c", "for i in $(seq 100); do echo line $i >&2; done; exit 3"), Bounds())

    assert isinstance(caught.value, Permanent)
    assert caught.value.last_lines[-2:] == ("line 99", "line 100")
    assert str(caught.value) == "sh failed (code 3): line 100."


def test_a_program_that_is_not_there_says_so() -> None:
    with pytest.raises(ProgramFailed, match=r"/nowhere/ffmpeg does not start: No such file or directory\."):
        run(("/nowhere/ffmpeg",), Bounds())


def test_nobody_types_into_a_program() -> None:
    assert run(("/bin/cat",), Bounds(wall_s=10)).out == b""


def test_stopping_kills_the_program_and_its_children_within_a_second(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    command = (SHELL, "-c", f"sleep 100 & echo $! $$ > {pids}.new; mv {pids}.new {pids}; sleep 100")
    asked: list[float] = []

    def stop() -> bool:
        if pids.exists():
            asked.append(monotonic())
        return bool(asked)

    with pytest.raises(Stopped):
        run(command, Bounds(), stop)

    assert monotonic() - asked[0] < 1
    assert all(_until(lambda pid=int(pid): _is_gone(pid), 1) for pid in pids.read_text().split())  # type: ignore[misc]


def test_what_stop_raises_ends_the_program_too() -> None:
    def stop() -> bool:
        raise Stopped("The lease is lost.")

    with pytest.raises(Stopped, match="The lease is lost"):
        run(("/bin/sleep", "100"), Bounds(), stop)


def test_a_busy_program_is_stopped_as_fast_as_a_quiet_one() -> None:
    start = monotonic()

    with pytest.raises(Stopped):
        follow(("/bin/cat", "/dev/zero"), Bounds(), len, lambda: monotonic() - start > 0.3)

    assert monotonic() - start < 1.3


def test_a_killed_worker_leaves_no_program_behind(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    command = repr((SHELL, "-c", f"echo $$ > {pid}.new; mv {pid}.new {pid}; exec sleep 100"))
    worker = Popen(_python(f"from dropcut.media.running import *; run({command}, Bounds())"), stdout=PIPE)
    assert _until(pid.exists, 20)

    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate()

    assert _until(lambda: _is_gone(int(pid.read_text())), 5)


def test_hanging_is_the_machines_fault() -> None:
    with pytest.raises(ProgramInterrupted, match="sleep took too long and was ended"):
        run(("/bin/sleep", "100"), Bounds(wall_s=0))


def test_being_killed_from_outside_is_the_machines_fault() -> None:
    with pytest.raises(ProgramInterrupted) as caught:
        run((SHELL, "-c", "kill -9 $$"), Bounds())

    assert isinstance(caught.value, Retryable)


def test_a_full_disk_is_the_machines_fault() -> None:
    with pytest.raises(ProgramInterrupted, match="found the disk full"):
        run((SHELL, "-c", "echo 'x.mp4: No space left on device' >&2; exit 1"), Bounds())


@pytest.mark.parametrize("name", ["SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE"])
def test_a_crash_is_the_inputs_fault(name: str) -> None:
    with pytest.raises(ProgramCrashed, match=rf"sh crashed \({name}\)"):
        run((SHELL, "-c", f"kill -{name.removeprefix('SIG')} $$"), Bounds())


def test_processor_time_is_bounded() -> None:
    with pytest.raises(ProgramOverdrawn, match="used up its processor time"):
        run(_python("while True: pass"), Bounds(cpu_s=1))


def test_ffmpeg_over_its_processor_time_is_known_though_it_leaves_politely(programs: Programs) -> None:
    endless = ("-f", "lavfi", "-i", "mandelbrot=size=64x64:rate=1000", "-f", "null", "-")

    with pytest.raises(ProgramOverdrawn, match="used up its processor time"):
        run((str(programs.ffmpeg), "-nostdin", *endless), Bounds(cpu_s=1))


def test_files_that_are_written_are_bounded(tmp_path: Path) -> None:
    with pytest.raises(ProgramOverdrawn, match="wrote more than it may"):
        run(("/bin/dd", "if=/dev/zero", f"of={tmp_path / 'large'}", "bs=1k", "count=100"), Bounds(written=10_000))

    assert (tmp_path / "large").stat().st_size == 10_000


def test_memory_is_bounded() -> None:
    with pytest.raises(ProgramFailed, match="MemoryError"):
        run(_python("bytearray(2 << 30)"), Bounds(memory=1 << 30))


def test_what_is_printed_is_bounded() -> None:
    with pytest.raises(ProgramOverdrawn, match="printed more than 1000000 bytes"):
        run(("/bin/cat", "/dev/zero"), Bounds(printed=1_000_000))


def test_secrets_of_the_environment_are_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DROPCUT_SECRET", "hush")

    assert b"hush" not in run(("/usr/bin/env",), Bounds()).out


def test_running_costs_milliseconds() -> None:
    run(("/bin/true",), Bounds())
    start = monotonic()
    for _ in range(10):
        run(("/bin/true",), Bounds())

    assert (monotonic() - start) / 10 < 0.5, "about 30 on an idle machine"
