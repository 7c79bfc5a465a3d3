"""The keeper's threads: what one of them raises, the keeper raises."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self

import structlog

from dropcut.domain.errors import DropcutError, Retryable
from dropcut.local.place import Place

log = structlog.get_logger(__name__)

Chore = Callable[[Event], None]
"""Runs until the event is set."""

_JOIN_S = 2.0
_PAUSE_S = 0.5
_PATIENCE_S = 60.0
"""How long a store may refuse everything before the keeper gives up and says why."""


class Aides:
    """Threads that do chores while the block lasts."""

    def __init__(self) -> None:
        self._over = Event()
        self._threads: list[Thread] = []
        self._error: BaseException | None = None

    def start(self, chore: Chore, name: str) -> None:
        """Begin a chore."""
        thread = Thread(target=self._run, args=(chore,), name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def check(self) -> None:
        """Raise what a chore raised."""
        if self._error is not None:
            raise self._error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        until = monotonic() + _JOIN_S
        for thread in self._threads:
            thread.join(max(0.0, until - monotonic()))

    def _run(self, chore: Chore) -> None:
        try:
            chore(self._over)
        except BaseException as error:  # noqa: BLE001 - raised again by `check`
            self._error = error


class Patience:
    """Bears a store that refuses for a while: trouble that may pass is logged and waited out, up to a limit.

    In a home of many drops it bears our own mistakes too: one about a drop is written down, and the others go on.
    """

    def __init__(self, over: Event, place: Place) -> None:
        self._over = over
        self._is_of_one = place.drop is not None
        self._since: float | None = None

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do it; False, after a pause, when the store refused for now. Raises Retryable when it has for a minute."""
        try:
            self.go_on_after(action)
        except Retryable as trouble:
            self._bear(trouble)
            return False
        self._since = None
        return True

    def go_on_after(self, action: Callable[[], object]) -> None:
        """Do it, as one of several things: only of one drop alone does a mistake of ours end them all."""
        try:
            action()
        except DropcutError:
            raise
        except Exception as mistake:
            if self._is_of_one:
                raise
            log.exception("a chore stopped on a mistake of its own", exc_info=mistake)
            self._over.wait(_PAUSE_S)

    def _bear(self, trouble: Retryable) -> None:
        self._since = monotonic() if self._since is None else self._since
        if monotonic() - self._since > _PATIENCE_S:
            raise trouble
        log.warning("refused for now", why=str(trouble))
        self._over.wait(_PAUSE_S)
