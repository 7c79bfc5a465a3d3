"""What is handed to a browser and must come back as it was: signed by the home, for one purpose, good for a while."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final, TypeVar

from pydantic import ValidationError

from dropcut.api.access.keys import Keys
from dropcut.domain.values import Instant, Value, canonical
from dropcut.ports.clock import Clock

_LONGEST: Final = 4_096


class Lasting(Value):
    """A value that is good until a moment."""

    until: Instant


V = TypeVar("V", bound=Lasting)


class Seals:
    """Of one purpose: what was signed for another one does not open."""

    def __init__(self, keys: Keys, clock: Clock, purpose: str) -> None:
        self._keys = keys
        self._clock = clock
        self._purpose = purpose

    def sealed(self, value: Lasting) -> str:
        """Text that `opened` gives the value of. Anybody can read it; nobody else can write it."""
        key = self._keys.signing(self._purpose)
        said = canonical([key.name, value.model_dump(mode="json")])
        return f"{_text(said)}.{_text(hmac.digest(key.secret, said, 'sha256'))}"

    def opened(self, text: str, kind: type[V]) -> V | None:
        """The value; None of what we did not seal, and of what is over."""
        try:
            said, mark = (urlsafe_b64decode(f"{part}==") for part in text[:_LONGEST].split("."))
            name, value = json.loads(said)
            secret = self._keys.named(str(name), self._purpose)
            if secret is None or not hmac.compare_digest(hmac.digest(secret, said, "sha256"), mark):
                return None
            found = kind.model_validate(value)
        except (ValueError, TypeError, RecursionError, ValidationError):
            return None
        return found if found.until > self._clock.now() else None


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
