"""Messages in a list, to be taken in any order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import NamedTuple

from dropcut.domain.values import Instant, Millis
from dropcut.engine.fairness import next_served, served_after
from dropcut.ports.dispatch import NOW, Message, RunTask

Subject = tuple[str, ...]


class Pending(NamedTuple):
    """A message that nobody received yet, and from when on it may be."""

    message: Message
    due: Instant


class MemoryDispatch:
    """Keeps the contract of Dispatch while the process lives: `receive` as the queue on SQLite does.

    Whoever simulates faults looks at `pending`, in the order of sending, and takes what they like. What was taken or
    received is gone.
    """

    def __init__(self, now: Callable[[], Instant]) -> None:
        self._now = now
        self._lock = Lock()
        self._pending: dict[int, Pending] = {}
        self._about: defaultdict[Subject, set[int]] = defaultdict(set)
        self._served: dict[str, int] = {}
        self._count = 0

    @property
    def pending(self) -> tuple[Pending, ...]:
        """What was sent and not taken."""
        with self._lock:
            return tuple(self._pending.values())

    def send(self, messages: Sequence[Message], after: Millis = NOW) -> None:
        """Hand over `messages`; one about the same job or task as one that is pending folds into it."""
        now = self._now()
        due = Instant(now + max(0, after))
        with self._lock:
            for message in messages:
                self._put(Pending(message, due), now)

    def take(self, index: int) -> Message:
        """Take the one at `index` of `pending`, due or not. Raises IndexError."""
        with self._lock:
            return self._taken(list(self._pending)[index]).message

    def receive(self, count: int = 1) -> tuple[Message, ...]:
        """Take up to `count` of those that are due: urgent ones first, owners in turn."""
        now = self._now()
        with self._lock:
            due = sorted((item for item in self._pending.items() if item[1].due <= now), key=lambda item: item[1].due)
            chosen = next_served((_Due(number, pending) for number, pending in due), self._served, count)
            self._served = served_after(self._served, (item.owner for item in chosen))
            return tuple(self._taken(item.number).message for item in chosen)

    def _put(self, new: Pending, now: Instant) -> None:
        about = self._about[_subject(new.message)]
        for number in about:
            if (self._pending[number].due <= now) == (new.due <= now):
                self._pending[number] = _folded(self._pending[number], new)
                return
        self._count += 1
        self._pending[self._count] = new
        about.add(self._count)

    def _taken(self, number: int) -> Pending:
        pending = self._pending.pop(number)
        subject = _subject(pending.message)
        self._about[subject].discard(number)
        if not self._about[subject]:
            del self._about[subject]
        return pending


class _Due(NamedTuple):
    number: int
    pending: Pending

    @property
    def owner(self) -> str:
        return self.pending.message.owner

    @property
    def priority(self) -> int:
        return self.pending.message.priority


def _subject(message: Message) -> Subject:
    return message.task if isinstance(message, RunTask) else message.job


def _folded(old: Pending, new: Pending) -> Pending:
    message = old.message if old.message.priority >= new.message.priority else new.message
    return Pending(message, min(old.due, new.due))
