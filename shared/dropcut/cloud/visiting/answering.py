"""Whether a function is there, told by asking it without credentials: nobody is let in, and an address without one says so."""

from __future__ import annotations

from enum import Enum
from http import HTTPStatus
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

_WITHIN_S: Final = 10.0
_HTTP: Final = frozenset({"http", "https"})


class Answering(Enum):
    """What came back, as the end of a sentence."""

    THERE = "answers"
    GONE = "is not there"
    SILENT = "does not answer"
    BROKEN = "answers with an error"


def answering(address: str) -> Answering:
    """Ask once, for the top of that address."""
    told = urlsplit(address)
    if told.scheme not in _HTTP:
        return Answering.GONE
    try:
        with urlopen(Request(f"{told.scheme}://{told.netloc}/", method="HEAD"), timeout=_WITHIN_S):  # noqa: S310 - checked above
            return Answering.THERE
    except HTTPError as refused:
        if refused.code == HTTPStatus.NOT_FOUND:
            return Answering.GONE
        return Answering.BROKEN if refused.code >= HTTPStatus.INTERNAL_SERVER_ERROR else Answering.THERE
    except (URLError, OSError):
        return Answering.SILENT
