"""Servers that tests talk to: each once a test run, in a process group of its own, gone when the run is."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from time import monotonic, sleep
from typing import NamedTuple, Protocol, TextIO

_PLACE = "DROPCUT_TEST_EMULATORS"
"""Names the folder in which all processes of a test run find the servers that run."""
_PORTS = range(20_000, 32_000)
_START_S = 60
_STOP_S = 5
_KEEPER = """
run=$1; shift
"$@" & server=$!
while kill -0 "$run" && kill -0 "$server"; do sleep 1; done
kill -KILL 0
"""
"""Outlives nobody: ends the server when the test run was killed, and itself when the server ended."""


class MissingEmulatorError(Exception):
    """The program is not on this machine. At home its tests are skipped, with CI=true they fail."""


class Command(Protocol):
    """How a server is started on a port. Raises MissingEmulatorError."""

    def __call__(self, port: int, /) -> Sequence[str | Path]:
        """The command line."""


class Server(NamedTuple):
    """A server that listens."""

    address: str
    """`127.0.0.1:PORT`."""
    group: int
    """Its process group."""


def shared(name: str, command: Command) -> str:
    """The address of the server `name` of this test run, started when it is not there yet. Any process may ask."""
    place = Path(os.environ[_PLACE])
    found = place / name
    with _locked(place / f"{name}.lock"):
        if not found.exists():
            server = start(command, log=place / f"{name}.log")
            (place / f"{name}.part").write_text(f"{server.address} {server.group}")
            (place / f"{name}.part").rename(found)
    return found.read_text().split()[0]


@contextmanager
def started(command: Command, log: Path) -> Iterator[str]:
    """The address of a server of one's own, which ends with the block."""
    server = start(command, log)
    try:
        yield server.address
    finally:
        stop(server.group)


def start(command: Command, log: Path) -> Server:
    """Start a server on a free port of this machine, and wait until it listens."""
    port = free_port()
    arguments = [str(part) for part in command(port)]
    run = os.environ.get(f"{_PLACE}_RUN", str(os.getpid()))
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    to_log = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), *((os.POSIX_SPAWN_DUP2, output, end) for end in (1, 2))]
    keeper = os.posix_spawn(
        "/bin/sh", ["sh", "-c", _KEEPER, "keeper", run, *arguments], os.environ, setsid=True, file_actions=to_log
    )
    os.close(output)
    try:
        _wait(port, keeper, log)
    except BaseException:
        stop(keeper)
        raise
    return Server(f"127.0.0.1:{port}", keeper)


def stop(group: int) -> None:
    """End a process group: kindly, and after a while not."""
    for signal_, patience in ((signal.SIGTERM, _STOP_S), (signal.SIGKILL, _STOP_S)):
        with suppress(ProcessLookupError):
            os.killpg(group, signal_)
            _gone(group, patience)


def free_port() -> int:
    """A port that nobody listens on, given out once in a test run.

    None of those that the system gives to callers: one of them may be taken before the server that it is for listens.
    """
    with _locked(Path(os.environ[_PLACE]) / "port.next") as given:
        port = int(given.read() or _PORTS[20 * os.getpid() % len(_PORTS)])
        while _is_taken(port):
            port = _after(port)
        given.truncate(0)
        given.write(str(_after(port)))
    return port


def begin_run() -> None:
    """Choose the folder where the processes of this test run meet, unless a process above this one did."""
    if _PLACE not in os.environ:
        os.environ[_PLACE] = tempfile.mkdtemp(prefix="dropcut-emulators-")
        os.environ[f"{_PLACE}_RUN"] = str(os.getpid())


def end_run() -> None:
    """Stop all servers of this test run, when this is the process that began it."""
    if os.environ.get(f"{_PLACE}_RUN") != str(os.getpid()):
        return
    place = Path(os.environ.pop(_PLACE))
    del os.environ[f"{_PLACE}_RUN"]
    for found in place.iterdir():
        if not found.suffix:
            with suppress(ProcessLookupError):
                os.killpg(int(found.read_text().split()[1]), signal.SIGKILL)
    rmtree(place)


@contextmanager
def _locked(file: Path) -> Iterator[TextIO]:
    with file.open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        yield lock


def _after(port: int) -> int:
    return port + 1 if port + 1 in _PORTS else _PORTS.start


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _wait(port: int, keeper: int, log: Path) -> None:
    end = monotonic() + _START_S
    while monotonic() < end and not os.waitpid(keeper, os.WNOHANG)[0]:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        sleep(0.05)
    raise TimeoutError(f"A server ended, or does not listen after {_START_S} s:\n{log.read_text()[-2000:]}")


def _gone(group: int, patience: float) -> None:
    """Wait until no process of the group is left; raises ProcessLookupError then."""
    end = monotonic() + patience
    while monotonic() < end:
        with suppress(ChildProcessError):
            os.waitpid(-group, os.WNOHANG)
        os.killpg(group, 0)
        sleep(0.02)
