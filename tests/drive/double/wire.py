"""The double over sockets: requests in, answers out, and whatever a test has go wrong between."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock

from tests.emulators.listening import Answer, Asked, listening

Act = Callable[[Asked], Answer]
Fault = Callable[[Asked, Act], Answer | None]
"""Given a request and a way to do it: the answer, or None to hang up without one."""


def no_fault(asked: Asked, act: Act) -> Answer | None:
    return act(asked)


def is_media(asked: Asked) -> bool:
    """Whether the bytes of a file are asked for."""
    return asked.query.get("alt") == "media" and asked.method == "GET"


def told(body: object, status: int = 200) -> Answer:
    return Answer(status, {"Content-Type": "application/json; charset=UTF-8"}, json.dumps(body).encode())


def refused(status: int, reason: str, **headers: str) -> Answer:
    errors = [{"domain": "usageLimits" if status in {403, 429} else "global", "reason": reason, "message": reason}]
    answer = told({"error": {"code": status, "message": reason, "errors": errors}}, status)
    return answer._replace(headers={**answer.headers, **headers})


class Wire:
    """Where a double is reached, and what was asked of it."""

    def __init__(self, act: Act) -> None:
        self.address = ""
        self.fault: Fault = no_fault
        self.asked: list[Asked] = []
        self._act = act
        self._lock = RLock()

    def answer(self, asked: Asked) -> Answer | None:
        with self._lock:
            self.asked.append(asked)
        return self.fault(asked, self._act)

    def downloads(self) -> list[tuple[str, str]]:
        """Which file, and which range of it, for every download that was asked for."""
        return [(one.path.split("/")[4], one.headers.get("range", "")) for one in self.asked if is_media(one)]


@contextmanager
def served(act: Act) -> Iterator[Wire]:
    """A double that listens while the block lasts."""
    wire = Wire(act)
    with listening(wire.answer) as wire.address:
        yield wire
