"""Asking a publisher for a file: over https alone, wherever it redirects to, and never for more than was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException, HTTPResponse
from typing import IO, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from dropcut import __version__
from dropcut.domain.errors import Permanent, Unavailable
from dropcut.domain.wording import printable

TIMEOUT_S: Final = 30.0
"""Without a byte for so long, a connection is given up."""
_LOOPBACK: Final = {"127.0.0.1", "localhost", "::1"}
_CONTENT_RANGE: Final = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_SHA256: Final = re.compile(r'"?([0-9a-f]{64})"?')
_PARTIAL: Final = 206
_TRY_LATER: Final = {408, 425, 429, 500, 502, 503, 504}
_BEYOND: Final = 416


@dataclass
class Answer:
    """A publisher's answer, open to be read."""

    response: HTTPResponse
    start: int
    """From which byte of the file on: 0 where the publisher begins anew."""
    published: str | None
    """The file's sha256, where the publisher says it."""

    def read(self, most: int) -> bytes:
        """At most so many more bytes; none at the end. Raises Unavailable when the connection broke before."""
        try:
            piece = self.response.read1(most)
            if not piece and self.response.length:
                raise ConnectionError("it ended early")
            return piece
        except (OSError, HTTPException) as error:
            raise Unavailable(f"The connection broke: {_reason(error)}.", "Try again: it goes on where it broke.") from error


@dataclass(frozen=True)
class Web:
    """What asks. `proxies` as this machine's programs use them."""

    proxies: Mapping[str, str] = field(default_factory=dict)
    timeout_s: float = TIMEOUT_S

    @contextmanager
    def asked(self, url: str, start: int = 0) -> Iterator[Answer]:
        """A file from byte `start` on, if the publisher can begin there.

        Raises Unavailable for what may work later, Permanent for what never will.
        """
        require_safe(url, url)
        headers = {"User-Agent": f"dropcut/{__version__}", "Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
        redirects = _Redirects(url)
        try:
            response = self._opener(redirects).open(Request(url, headers=headers), timeout=self.timeout_s)  # noqa: S310 - require_safe
        except HTTPError as error:
            with closing(error):
                raise _refusal(url, error.code) from error
        except (URLError, OSError, HTTPException) as error:
            raise Unavailable(f"{_host(url)} does not answer: {_reason(error)}.", "Try again later.") from error
        with closing(response):
            yield Answer(response, _start(response), redirects.published or _digest_in(response.headers))

    def _opener(self, redirects: HTTPRedirectHandler) -> OpenerDirector:
        return build_opener(ProxyHandler(dict(self.proxies)), redirects)


def require_safe(url: str, first: str) -> None:
    """Raises Permanent for an address that is not https. Plain http is for this very machine, when asked for first."""
    told = urlsplit(url)
    at_home = told.scheme == "http" and told.hostname in _LOOPBACK and urlsplit(first).hostname in _LOOPBACK
    if (told.scheme != "https" and not at_home) or told.username or not told.hostname:
        raise Permanent(
            f"{_host(first)} leads to an address that is not safe to fetch from: {printable(url)[:200]}.",
            "Fetch the model by hand, then: dropcut models import FOLDER --name NAME",
        )


class BeyondTheEnd(Permanent):
    """The publisher's file ends before the byte that was asked for."""


class _Redirects(HTTPRedirectHandler):
    """Follows where it is safe, and notes what the publisher itself says of the file before it sends us elsewhere."""

    max_redirections = 5

    def __init__(self, first: str) -> None:
        self._first = first
        self.published: str | None = None

    def redirect_request(  # noqa: PLR0913, PLR0917 - urllib's signature
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        require_safe(newurl, self._first)
        self.published = self.published or _digest_in(headers)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _digest_in(headers: Message) -> str | None:
    found = _SHA256.fullmatch(headers.get("x-linked-etag", "").strip())
    return found[1] if found else None


def _start(response: HTTPResponse) -> int:
    if response.status != _PARTIAL:
        return 0
    told = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", "").strip())
    if not told:
        raise Unavailable("The publisher answered with a part of the file, without saying which.", "Try again later.")
    return int(told[1])


def _refusal(url: str, code: int) -> Permanent | Unavailable:
    said = f"{_host(url)} refuses {printable(urlsplit(url).path)[:200]} (HTTP {code})."
    if code == _BEYOND:
        return BeyondTheEnd(said)
    if code in _TRY_LATER:
        return Unavailable(said, "Try again later.")
    return Permanent(said, "Fetch the model by hand, then: dropcut models import FOLDER --name NAME")


def _reason(error: Exception) -> str:
    inner = getattr(error, "reason", None) or error
    return printable(getattr(inner, "strerror", None) or str(inner)) or type(inner).__name__


def _host(url: str) -> str:
    return printable(urlsplit(url).hostname or url)[:100]
