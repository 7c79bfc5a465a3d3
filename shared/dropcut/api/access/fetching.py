"""Asking an issuer for its keys: over https, briefly, and no further than it was told."""

from __future__ import annotations

from typing import Final
from urllib.error import URLError
from urllib.request import HTTPSHandler, OpenerDirector, ProxyHandler

from dropcut.domain.errors import Unavailable

_PATIENCE_S: Final = 5.0
_LARGEST: Final = 1 << 20
_OK: Final = 200


def fetched(address: str) -> bytes:
    """What lies there. Raises Unavailable."""
    if not address.startswith("https://"):
        raise Unavailable("An issuer's keys are asked for over https alone.", "Look at the issuer's address.")
    opener = OpenerDirector()  # no other scheme, and no redirects
    opener.add_handler(ProxyHandler())
    opener.add_handler(HTTPSHandler())
    try:
        with opener.open(address, timeout=_PATIENCE_S) as answer:
            if answer.status != _OK:
                raise Unavailable(f"An issuer's keys cannot be had: {answer.status}.", "Try again in a minute.")
            data: bytes = answer.read(_LARGEST)
    except (URLError, OSError, ValueError) as error:
        raise Unavailable("An issuer's keys cannot be had.", "Try again in a minute.") from error
    return data
