"""Signed links: to one file, for a few minutes, for whoever has them. They say nothing about who made them."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from pydantic import ValidationError

from dropcut.api.access.keys import Keys
from dropcut.api.access.needs import hidden
from dropcut.domain.values import Instant, Value, canonical
from dropcut.ports.clock import Clock

LONGEST_S: Final = 15 * 60
_PURPOSE: Final = "links"
_LONGEST: Final = 4_096


class Linked(Value):
    """What a link leads to."""

    job: str
    file: str
    clip: bool = False
    """Whether it is one of the user's own files, and not a delivered one."""
    until: Instant


class Links:
    """Writes and reads them."""

    def __init__(self, keys: Keys, clock: Clock) -> None:
        self._keys = keys
        self._clock = clock

    def written(self, linked: Linked) -> str:
        """The part of an address that leads there."""
        key = self._keys.signing(_PURPOSE)
        said = canonical([key.name, linked.model_dump(mode="json")])
        return f"{_text(said)}.{_text(hmac.digest(key.secret, said, 'sha256'))}"

    def read(self, link: str) -> Linked:
        """Where it leads. Raises NotFound for one that is not ours, or is over."""
        try:
            said, mark = (urlsafe_b64decode(f"{part}==") for part in link[:_LONGEST].split("."))
            name, linked = json.loads(said)
            secret = self._keys.named(str(name), _PURPOSE)
            if secret is None or not hmac.compare_digest(hmac.digest(secret, said, "sha256"), mark):
                raise hidden()
            found = Linked.model_validate(linked)
        except (ValueError, TypeError, RecursionError, ValidationError):
            raise hidden() from None
        if found.until <= self._clock.now():
            raise hidden()
        return found


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
