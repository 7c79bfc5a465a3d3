"""The worker processes of one keeper: started, watched over, replaced when they die, ended with it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from time import monotonic
from types import TracebackType
from typing import Self

import structlog

from dropcut.domain.errors import Permanent, Retryable
from dropcut.domain.wording import spoken
from dropcut.local.orders import READY, Orders

log = structlog.get_logger(__name__)

STOP_WITHIN_S = 3.5
"""How long workers may take to put down what they do before they are killed."""
_YOUNG_S = 60.0
_FAULTS_ALLOWED = 3


class Worker:
    """One worker process. It dies with the thread that started it, whatever happens to that."""

    def __init__(self, orders: Orders, lock: int, complaints: Path) -> None:
        self.complaints = complaints
        self._started = monotonic()
        complaints.parent.mkdir(parents=True, exist_ok=True)
        with complaints.open("ab") as errors:
            self._process = Popen(
                (sys.executable, "-P", "-m", "dropcut.local.worker"),
                stdin=PIPE,
                stdout=PIPE,
                stderr=None if orders.on_terminal else errors,
                pass_fds=(lock,),
                start_new_session=True,
            )
        self.holder = orders.holder(self._process.pid)
        self._tell(orders)

    def code(self) -> int | None:
        """How it ended; None while it lives."""
        return self._process.poll()

    def age_s(self) -> float:
        """How long ago it was started."""
        return monotonic() - self._started

    def was_ready(self) -> bool:
        """Whether it ever began to work. To be asked once it has ended."""
        return self._process.stdout is not None and READY in self._process.stdout.read()

    def ask_to_stop(self) -> None:
        """Let it put down what it does."""
        self._process.terminate()

    def wait(self, until: float) -> bool:
        """Whether it had ended by `until`, on the monotonic clock."""
        with suppress(TimeoutExpired):
            self._process.wait(max(0.0, until - monotonic()))
            return True
        return False

    def kill(self) -> None:
        """End it at once, with whatever it started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """Let go of its pipes, once it has ended."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()

    def _tell(self, orders: Orders) -> None:
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):  # it died at once, which shows when it is looked after
                self._process.stdin.write(orders.model_dump_json().encode() + b"\n")
                self._process.stdin.flush()


class Crew:
    """So many workers, for as long as the block lasts. All calls come from one thread, which outlives them.

    `hire` starts a worker. `bury` is told the holder's name of each one that died, once it is certainly gone.
    """

    def __init__(self, size: int, hire: Callable[[], Worker], bury: Callable[[str], None]) -> None:
        self._size = size
        self._hire = hire
        self._bury = bury
        self._workers: list[Worker] = []
        self._faults = 0

    def __enter__(self) -> Self:
        self._workers = [self._hire() for _ in range(self._size)]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop(STOP_WITHIN_S if kind is None else 0.0)

    def look_after(self) -> None:
        """Replace whoever died. Raises Permanent when workers keep ending by themselves.

        Also raises what `bury` does: then whoever died is still to be looked after.
        """
        for place, worker in enumerate(self._workers):
            code = worker.code()
            if code is not None:
                self._mourn(worker, code)
                self._workers[place] = self._hire()

    def stop(self, within_s: float) -> None:
        """End all workers: asked first, killed after that long."""
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.ask_to_stop()
        until = monotonic() + within_s
        for worker in workers:
            if not worker.wait(until):
                log.warning("a worker did not stop and is killed", holder=worker.holder)
                worker.kill()
                self._buried(worker.holder)
            worker.close()

    def _buried(self, holder: str) -> None:
        """On the way out nothing keeps the others from being ended: what this one held is free when its leases run out."""
        try:
            self._bury(holder)
        except Retryable as trouble:
            log.warning("left to its leases", holder=holder, why=str(trouble))

    def _mourn(self, worker: Worker, code: int) -> None:
        worker.kill()
        self._bury(worker.holder)
        by_itself = code > 0 or not worker.was_ready()
        worker.close()
        log.warning("a worker died", holder=worker.holder, code=code, by_itself=by_itself)
        self._faults = self._faults + 1 if by_itself and worker.age_s() < _YOUNG_S else 0
        if self._faults > _FAULTS_ALLOWED:
            message = f"Worker processes keep ending by themselves (exit code {code})."
            raise Permanent(message, f"Their last words are in {spoken(str(worker.complaints.parent))}.")
