"""What lies in an inbox and is no drop: whoever put it there is told, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dropcut.domain.wording import spoken
from dropcut.local.files.places import Inbox
from dropcut.local.place import LOCAL, Place
from dropcut.local.problems import one_line

_SOME = 20


class Strays:
    """Those of one inbox."""

    def __init__(self, place: Place, say: Callable[[str], None]) -> None:
        self._inbox = Inbox(place.inbox, place.outbox, None if place.by_owner else LOCAL)
        self._say = say
        self._said: set[str] = set()

    def look(self) -> None:
        """Say what was not said yet. Raises what a look at the inbox raises."""
        for said in self._sentences():
            if said not in self._said:
                self._said.add(said)
                self._say(one_line(said))

    def _sentences(self) -> Iterator[str]:
        yield from self._inbox.refused()[:_SOME]
        for name in self._inbox.loose()[:_SOME]:
            yield f"{spoken(name)} lies beside the drops: put it into a folder of its own."
