"""The home's own secrets: made by itself, new every month, never shown."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from secrets import token_bytes
from threading import Lock
from typing import Final, NamedTuple

from dropcut.domain.errors import Conflict
from dropcut.domain.values import Instant
from dropcut.ports.clock import Clock
from dropcut.ports.records import Records

_DRAWER: Final = "keys"
_PERIOD_MS: Final = 30 * 24 * 3600 * 1000
_KEPT_PERIODS: Final = 3
_BYTES: Final = 32


class Key(NamedTuple):
    """A secret, and the name by which it is found again."""

    name: str
    secret: bytes


class Keys:
    """Of one home: all its processes make and find the same."""

    def __init__(self, records: Records, clock: Clock) -> None:
        self._records = records
        self._clock = clock
        self._lock = Lock()
        self._known: dict[int, bytes] = {}

    def signing(self, purpose: str) -> Key:
        """The one that signs now, for this purpose and no other."""
        number = self._clock.now() // _PERIOD_MS
        return Key(str(number), self._secret(number, purpose))

    def named(self, name: str, purpose: str) -> bytes | None:
        """The one of this name, while what it signed may still hold: that of this period or the one before."""
        now = self._clock.now() // _PERIOD_MS
        number = int(name) if name.isascii() and name.isdecimal() and len(name) < len(str(now)) + 1 else -1
        return self._secret(number, purpose) if number in {now, now - 1} else None

    def _secret(self, number: int, purpose: str) -> bytes:
        with self._lock:
            if number not in self._known:
                self._known[number] = self._made_or_found(number)
            return hmac.digest(self._known[number], purpose.encode(), "sha256")

    def _made_or_found(self, number: int) -> bytes:
        there = self._records.record(_DRAWER, str(number))
        if there is not None:
            return b64decode(there.text)
        new, until = token_bytes(_BYTES), Instant((number + _KEPT_PERIODS) * _PERIOD_MS)
        try:
            self._records.keep(_DRAWER, str(number), b64encode(new).decode(), 0, until)
        except Conflict:
            return self._made_or_found(number)
        return new
