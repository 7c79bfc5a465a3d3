"""Edited reviews in the outbox, taken in while a home is kept: a page is read once nobody has written to it for a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from threading import Event
from typing import Final, NamedTuple

from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId
from dropcut.engine.home import Home
from dropcut.engine.paper_edit import FILE
from dropcut.local.aides import Patience
from dropcut.local.paper_edit import obey
from dropcut.local.place import Place

_BETWEEN_LOOKS_S: Final = 2.0
"""Programs that write a page save it in steps: what is the same at two looks has come to rest."""

Told = Callable[[JobId, str], None]
"""Called with a drop, and why what was changed in its review cannot be obeyed; with nothing once it was, or was taken back."""


class _Seen(NamedTuple):
    changed_ns: int
    size: int


class Edits:
    """The reviews of one home. All calls come from one thread."""

    def __init__(self, home: Home, place: Place, drops: Callable[[], Iterable[JobId]], told: Told) -> None:
        self._home = home
        self._place = place
        self._drops = drops
        self._told = told
        self._seen: dict[JobId, _Seen] = {}
        self._judged: dict[JobId, _Seen] = {}

    def chore(self, over: Event) -> None:
        """Look every two seconds."""
        patience = Patience(over, self._place)
        while not over.wait(_BETWEEN_LOOKS_S):
            patience.attempt(partial(self._look, patience))

    def _look(self, patience: Patience) -> None:
        for drop in tuple(self._drops()):
            patience.go_on_after(partial(self._look_at, drop))

    def _look_at(self, drop: JobId) -> None:
        """Take in its review when that changed since it was looked at, and has come to rest."""
        seen = _seen(self._place.outbox_of(drop) / FILE)
        if seen is None or seen == self._judged.get(drop):
            return
        if seen == self._seen.get(drop):
            self._take_in(drop)
            self._judged[drop] = seen
        self._seen[drop] = seen

    def _take_in(self, drop: JobId) -> None:
        try:
            obey(self._home, drop)
        except Permanent as refusal:  # it cannot be obeyed, or nothing can be written there
            self._told(drop, str(refusal))
        else:
            self._told(drop, "")


def _seen(page: Path) -> _Seen | None:
    try:
        found = page.stat()
    except OSError:  # not delivered, or taken away
        return None
    return _Seen(found.st_mtime_ns, found.st_size)
