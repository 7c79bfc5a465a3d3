"""Everybody who follows a job is told of each change of it, by one watcher for all of them.

A watcher asks the ledger for all followed jobs in one call, so that two hundred streams cost what one does. What is told is
the whole standing, never a difference: whoever comes back with the number of the last one misses nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property
from threading import Event, Thread
from typing import Final

import structlog
from anyio.to_thread import run_sync

from dropcut.api.metrics import Metrics
from dropcut.api.parts import Parts
from dropcut.api.problems import Kind, Refused
from dropcut.api.views import JobView, job_view
from dropcut.domain.errors import DropcutError, NotFound
from dropcut.domain.names import JobId
from dropcut.domain.values import Millis
from dropcut.engine.progress import Progress

log = structlog.get_logger(__name__)

_WAIT: Final = Millis(1_000)
_BETWEEN_S: Final = 0.25
_AFTER_TROUBLE_S: Final = 2.0


@dataclass(frozen=True)
class Told:
    """How a job stands after so many changes; None when it is gone."""

    number: int
    view: JobView | None

    @cached_property
    def text(self) -> str:
        """The view as JSON: written once, however many follow."""
        return self.view.model_dump_json() if self.view else "{}"


@dataclass(eq=False)
class Follower:
    """Somebody who follows one job. What they have not taken yet is replaced by what is newer."""

    job: JobId
    loop: asyncio.AbstractEventLoop
    newest: Told | None = None
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    closed: bool = False

    def tell(self, told: Told) -> None:
        """On the loop's own thread."""
        self.newest = told
        self.ready.set()

    def close(self) -> None:
        """No more will be told."""
        self.closed = True
        self.ready.set()

    async def next(self, wait_s: float) -> Told | None:
        """What is new; None when nothing was for so long, or nothing will be."""
        try:
            await asyncio.wait_for(self.ready.wait(), wait_s)
        except TimeoutError:
            return None
        self.ready.clear()
        told, self.newest = self.newest, None
        return told


class Hub:
    """Of one process."""

    def __init__(self, parts: Parts, metrics: Metrics) -> None:
        self._parts = parts
        self._metrics = metrics
        self._followers: set[Follower] = set()
        self._seen: dict[JobId, int] = {}
        self._shown: dict[JobId, Progress] = {}
        """What followers were shown of each job: how far it is never falls within a revision."""
        self._over = Event()
        self._thread: Thread | None = None

    @asynccontextmanager
    async def following(self, job: JobId, seen: int | None) -> AsyncIterator[Follower]:
        """Follow a job, from the change with this number on."""
        follower = Follower(job, asyncio.get_running_loop())
        self._followers.add(follower)
        self._metrics.streams(len(self._followers))
        try:
            now = await run_sync(self._told, job)
            if now.number != seen:
                follower.tell(now)
            self._seen.setdefault(job, now.number)
            self._begin()
            yield follower
        finally:
            self._followers.discard(follower)
            self._metrics.streams(len(self._followers))

    def check(self) -> None:
        """Whether one more may follow. Raises Refused."""
        if len(self._followers) >= self._parts.face.streams or self._over.is_set():
            raise Refused(Kind.BUSY, "Too many follow jobs here.", "Try again later.", headers={"Retry-After": "10"})

    def close(self) -> None:
        """End every stream: from any thread."""
        self._over.set()
        for follower in tuple(self._followers):
            follower.loop.call_soon_threadsafe(follower.close)

    def _begin(self) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._watch, name="following jobs", daemon=True)
            self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(_BETWEEN_S):
            try:
                self._look()
            except DropcutError as trouble:
                log.warning("followers must wait", why=str(trouble))
                self._over.wait(_AFTER_TROUBLE_S)
            except Exception:
                log.exception("followers must wait for a mistake")  # the next look may go well; without one nobody is told
                self._over.wait(_AFTER_TROUBLE_S)

    def _look(self) -> None:
        followed = {follower.job for follower in tuple(self._followers)}
        seen = {job: self._seen.setdefault(job, -1) for job in followed}
        for job in self._seen.keys() - followed:
            del self._seen[job]
            self._shown.pop(job, None)
        if not seen:
            self._over.wait(_BETWEEN_S)
            return
        changed: Mapping[JobId, int | None] = self._parts.home.ledger.changed(seen, _WAIT)
        for job in changed:
            told = self._told(job)
            self._seen[job] = told.number
            for follower in tuple(self._followers):
                if follower.job == job:
                    follower.loop.call_soon_threadsafe(follower.tell, told)

    def _told(self, job: JobId) -> Told:
        """The number is read before the standing: a change in between is told once more, never lost."""
        home = self._parts.home
        try:
            number = home.ledger.change(job, -1, Millis(0))
            view = job_view(home, home.ledger.job(job), self._parts.uploads.open(job), self._shown.get(job))
        except NotFound:
            return Told(0, None)
        self._shown[job] = Progress(revision=view.revision, permille=view.permille, steps=view.steps)
        return Told(number, view)
