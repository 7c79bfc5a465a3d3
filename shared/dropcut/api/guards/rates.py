"""How often somebody may ask.

A person's minute is cut into shares, each a record that is created once and never written again. Whichever process needs one
takes it, so that all of them together give no more than the whole, and no document is written twice.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256
from random import shuffle
from time import monotonic
from typing import Final

from anyio.to_thread import run_sync
from starlette.types import ASGIApp, Receive, Scope, Send

from dropcut.api.access.callers import Caller
from dropcut.api.guards.asgi import CALLER, address
from dropcut.api.problems import Kind, Refused
from dropcut.domain.errors import Conflict
from dropcut.domain.values import Instant
from dropcut.ports.clock import Clock
from dropcut.ports.records import Records

SHARES: Final = 8
_MINUTE_MS: Final = 60_000
_MOST_KNOWN: Final = 10_000
_DRAWER: Final = "rates"


@dataclass
class _Minute:
    """What this process may still give one person in one minute."""

    number: int
    left: int = 0
    untaken: list[int] = field(default_factory=lambda: list(range(SHARES)))
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class PersonRates:
    """So many requests a person a minute, in all processes together."""

    def __init__(self, app: ASGIApp, *, records: Records, clock: Clock, a_minute: int) -> None:
        self._app = app
        self._records = records
        self._clock = clock
        self._share = -(-a_minute // SHARES)
        self._known: OrderedDict[str, _Minute] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on. Raises Refused."""
        caller: Caller | None = scope.get(CALLER)
        if caller is not None and caller.way != "here":
            await self._take(caller.person)
        await self._app(scope, receive, send)

    async def _take(self, person: str) -> None:
        now = self._clock.now()
        minute = self._minute(person, now // _MINUTE_MS)
        async with minute.lock:
            while minute.left < 1 and minute.untaken:
                await run_sync(self._lease, person, minute)
        if minute.left < 1:
            wait = (_MINUTE_MS - now % _MINUTE_MS) // 1000 + 1
            raise too_many(wait)
        minute.left -= 1

    def _minute(self, person: str, number: int) -> _Minute:
        known = self._known.get(person)
        if known is None or known.number != number:
            known = self._known[person] = _Minute(number)
            shuffle(known.untaken)
        self._known.move_to_end(person)
        while len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)
        return known

    def _lease(self, person: str, minute: _Minute) -> None:
        """Try for one more share."""
        number = minute.untaken.pop()
        name = f"{sha256(person.encode()).hexdigest()[:32]}/{minute.number}/{number}"
        try:
            self._records.keep(_DRAWER, name, "", 0, Instant((minute.number + 2) * _MINUTE_MS))
        except Conflict:
            return
        minute.left += self._share


class AddressRates:
    """So many requests an address a minute, in this process: for homes that nothing else stands before."""

    def __init__(self, app: ASGIApp, *, a_minute: int) -> None:
        self._app = app
        self._a_second = a_minute / 60
        self._most = float(a_minute)
        self._known: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on. Raises Refused."""
        if scope["type"] == "http":
            self._take(address(scope))
        await self._app(scope, receive, send)

    def _take(self, who: str) -> None:
        now = monotonic()
        left, since = self._known.pop(who, (self._most, now))
        left = min(self._most, left + (now - since) * self._a_second)
        self._known[who] = (max(left - 1, 0), now)
        while len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)
        if left < 1:
            raise too_many(round((1 - left) / self._a_second) + 1)


def too_many(wait_s: int) -> Refused:
    """Says when to come again."""
    return Refused(Kind.TOO_MANY, "You ask too often.", f"Wait {wait_s} s.", headers={"Retry-After": str(wait_s)})
