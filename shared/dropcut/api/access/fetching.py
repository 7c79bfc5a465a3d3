"""Asking an issuer: over https, briefly, and no further than it was told."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPSHandler, OpenerDirector, ProxyHandler, Request

from dropcut.domain.errors import Unavailable

_PATIENCE_S: Final = 5.0
_LARGEST: Final = 1 << 20


def fetched(address: str) -> bytes:
    """What lies there. Raises Unavailable."""
    status, data = _asked(Request(address))  # noqa: S310 - `_asked` takes https alone
    if status != HTTPStatus.OK:
        raise _silent(f"It answers {status}.")
    return data


def posted(address: str, form: Mapping[str, str]) -> bytes:
    """What a form is answered with; nothing where it is refused. Raises Unavailable."""
    status, data = _asked(Request(address, urlencode(form).encode(), {"Accept": "application/json"}))  # noqa: S310 - the same
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise _silent(f"It answers {status}.")
    return data if status == HTTPStatus.OK else b""


def _asked(request: Request) -> tuple[int, bytes]:
    if not request.full_url.startswith("https://"):
        raise Unavailable("An issuer is asked over https alone.", "Look at the issuer's address.")
    opener = OpenerDirector()  # no other scheme, and no redirects
    opener.add_handler(ProxyHandler())
    opener.add_handler(HTTPSHandler())
    try:
        with opener.open(request, timeout=_PATIENCE_S) as answer:
            return int(answer.status), bytes(answer.read(_LARGEST))
    except (URLError, OSError, ValueError) as error:
        raise _silent("It does not answer.") from error


def _silent(how: str) -> Unavailable:
    return Unavailable(f"An issuer cannot be asked. {how}", "Try again in a minute.")
