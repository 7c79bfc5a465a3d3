"""The client of a process, and how it insists."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import uniform
from time import monotonic, sleep
from typing import Any, TypeVar

from google.auth import default
from google_auth_httplib2 import AuthorizedHttp  # type: ignore[import-untyped]
from googleapiclient.discovery import build_from_document  # type: ignore[import-untyped]
from googleapiclient.discovery_cache import get_static_doc  # type: ignore[import-untyped]
from googleapiclient.http import build_http  # type: ignore[import-untyped]

from dropcut.cloud.drive.faults import Busy, in_words
from dropcut.domain.errors import Unavailable

T = TypeVar("T")

SCOPES = ("https://www.googleapis.com/auth/drive.readonly", "https://www.googleapis.com/auth/drive.file")
"""To read what is shared with us, and to write what we made ourselves: no other file can be changed, whatever we do."""
_TIMEOUT_S = 60


@dataclass(frozen=True)
class Insisting:
    """How long what fails for now is tried again: later each time, and at a moment that no two of us share.

    Never before the moment that Drive names; where that is too far away, by the next round.
    """

    patience_s: float = 60.0
    first_s: float = 0.5
    longest_s: float = 32.0

    def insist(self, act: Callable[[], T]) -> T:
        """Do it. Raises whatever it raises in the end."""
        end, longest = monotonic() + self.patience_s, self.first_s
        while True:
            try:
                return act()
            except Unavailable as trouble:
                wait = uniform(longest / 2, longest)  # noqa: S311 - only to part those who collide
                if isinstance(trouble, Busy):
                    wait += trouble.wait_s
                if monotonic() + wait > end:
                    raise
                sleep(wait)
                longest = min(2 * longest, self.longest_s)


class Connection:
    """The client library over connections of our own, each lent to one thread at a time: the library's cannot be shared."""

    def __init__(self, service: Any, network: Callable[[], Any], insisting: Insisting) -> None:  # noqa: ANN401 - untyped
        self.service = service
        self.insisting = insisting
        self._network = network
        self._idle: deque[Any] = deque()

    @contextmanager
    def lent(self) -> Iterator[Any]:
        """A connection, for the block. One on which something went wrong is not used again."""
        try:
            network = self._idle.pop()
        except IndexError:
            network = self._network()
        try:
            yield network
        except BaseException:
            network.close()
            raise
        self._idle.append(network)

    def ask(self, where: str, request: Any) -> Any:  # noqa: ANN401 - the client library is untyped
        """The answer to a request, asked again while it fails for now. Raises an error of ours."""

        def once() -> Any:  # noqa: ANN401 - the same
            with in_words(where), self.lent() as network:
                return request.execute(http=network)

        return self.insisting.insist(once)

    def close(self) -> None:
        """Let go of the network."""
        while self._idle:
            self._idle.pop().close()


def connected(insisting: Insisting | None = None) -> Connection:
    """To Google, as whoever the environment says we are. Reads credentials, and asks nobody."""
    credentials, _ = default(scopes=SCOPES)
    return Connection(_service(""), lambda: AuthorizedHttp(credentials, http=_http()), insisting or Insisting())


def connected_to_double(address: str, insisting: Insisting | None = None) -> Connection:
    """To a server at `address`, `http://HOST:PORT`, that asks for no credentials."""
    return Connection(_service(address), _http, insisting or Insisting())


def _service(address: str) -> Any:  # noqa: ANN401 - the client library is untyped
    """From the description that comes with the library: nothing is fetched. Uploads go to the same address as the rest."""
    described = json.loads(get_static_doc("drive", "v3"))
    if address:
        described["rootUrl"] = f"{address}/"
    return build_from_document(described, http=build_http())


def _http() -> Any:  # noqa: ANN401 - the client library is untyped
    network = build_http()
    network.timeout = _TIMEOUT_S
    return network
