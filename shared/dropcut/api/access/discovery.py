"""What an issuer tells of itself (OpenID Connect Discovery): where its keys lie, and where people sign in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic
from typing import Any, Final

import structlog

from dropcut.domain.errors import Unavailable

log = structlog.get_logger(__name__)

_FRESH_S: Final = 3600.0
_WHERE: Final = "/.well-known/openid-configuration"

Fetch = Callable[[str], bytes]
"""What lies at an https address. Raises Unavailable."""


class Discovery:
    """Of one issuer, who may say of itself that it is one of `says`. Kept for an hour."""

    def __init__(self, says: tuple[str, ...], fetch: Fetch) -> None:
        self._says = says
        self._fetch = fetch
        self._lock = Lock()
        self._told: Mapping[str, Any] = {}
        self._asked = 0.0

    def address(self, name: str) -> str:
        """One of its addresses, by the name that the specification gives it. Raises Unavailable."""
        with self._lock:
            if not self._told or monotonic() - self._asked >= _FRESH_S:
                self._told, self._asked = self._asked_for(), monotonic()
            found = self._told.get(name)
        if not isinstance(found, str) or not found.startswith("https://"):
            raise self._unusable(f"it tells no {name} over https")
        return found

    def _asked_for(self) -> Mapping[str, Any]:
        try:
            told = json.loads(self._fetch(self._says[0].rstrip("/") + _WHERE))
            known = told["issuer"] in self._says
        except (ValueError, LookupError, TypeError) as error:
            raise self._unusable(repr(error)) from error
        if not known:
            raise self._unusable("the document is another issuer's")
        return dict(told)

    def _unusable(self, why: str) -> Unavailable:
        log.warning("what an issuer tells of itself cannot be used", issuer=self._says[0], why=why)
        return Unavailable("What this issuer tells of itself cannot be read.", "Try again in a minute.")
