"""Keeping the leases of running attempts alive, and ending the attempts when their process must stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import structlog

from dropcut.domain.values import Millis
from dropcut.engine.home import Beating

log = structlog.get_logger(__name__)

BEAT = Millis(2_000)
"""A cancel is seen within this, and a lease outlives many of these."""


class Keeper:
    """Beats for whatever runs in this process. `stop` may be called from a signal handler: nothing here waits on a lock."""

    def __init__(self, every: Millis = BEAT) -> None:
        self._every = every
        self._running: set[Beating] = set()
        self._beats: list[Callable[[], None]] = []
        self._over = Event()
        self._thread: Thread | None = None
        self._why = ""

    @contextmanager
    def beating(self, work: Beating) -> Iterator[None]:
        """Beat for `work` while the block runs; after `stop`, end it at once."""
        self._started()
        self._running.add(work)
        if self._why:
            work.stop(self._why)
        try:
            yield
        finally:
            self._running.discard(work)

    def also(self, beat: Callable[[], None]) -> None:
        """Call `beat` with every beat, from the keeper's thread."""
        self._beats.append(beat)

    def stop(self, why: str) -> None:
        """End what runs now and what begins later."""
        self._why = why
        for work in tuple(self._running):
            work.stop(why)

    def stopping(self) -> bool:
        """Whether `stop` was called."""
        return bool(self._why)

    def close(self) -> None:
        """Beat no more."""
        self._over.set()

    def _started(self) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._beat, name="keeper", daemon=True)
            self._thread.start()

    def _beat(self) -> None:
        while not self._over.wait(self._every / 1000):
            for beat in (*(work.beat for work in tuple(self._running)), *self._beats):
                self._do(beat)

    def _do(self, beat: Callable[[], None]) -> None:
        try:
            beat()
        except Exception:
            log.exception("a beat failed")  # the others must not miss theirs; this one's lease runs out if it goes on so
