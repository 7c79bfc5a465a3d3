"""A process that ends at any request: before it is sent, or after it was done and before the answer is heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from google.cloud.firestore_v1.services import firestore
from requests.adapters import HTTPAdapter

from dropcut.cloud.drive.book import Book
from dropcut.cloud.drive.clients import Connection as DriveConnection
from dropcut.cloud.firestore.clients import Connection as Database
from dropcut.cloud.firestore.store import Store
from tests.drive.stage import Stage

_ASKS = {"commit", "batch_get_documents", "run_query"}


class DiedError(BaseException):
    """The process ended here."""


class Mortal:
    """Counts the requests of a process to all services, and ends it at one of them."""

    def __init__(self, dies_at: int | None, *, after: bool) -> None:
        self.asked = 0
        self._dies_at = dies_at
        self._after = after
        self._dead = False

    def ask(self, act: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the request gives
        if self._dead:
            raise DiedError
        self.asked += 1
        here = self.asked == self._dies_at
        self._dead = here
        if here and not self._after:
            raise DiedError
        answer = act()
        if here:
            raise DiedError
        return answer


class _Network:
    """A connection of the client library's."""

    def __init__(self, network: Any, mortal: Mortal) -> None:  # noqa: ANN401 - the library is untyped
        self._network = network
        self._mortal = mortal

    def request(self, *told: Any, **how: Any) -> Any:  # noqa: ANN401 - the same
        return self._mortal.ask(lambda: self._network.request(*told, **how))

    def close(self) -> None:
        self._network.close()


class _Client:
    """Firestore's client. An answer that streams is read whole before it is heard."""

    def __init__(self, client: firestore.FirestoreClient, mortal: Mortal) -> None:
        self._client = client
        self._mortal = mortal

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else a client has
        method = getattr(self._client, name)
        if name not in _ASKS:
            return method

        def ask(*told: Any, **how: Any) -> Any:  # noqa: ANN401 - the same
            return self._mortal.ask(lambda: method(*told, **how) if name == "commit" else list(method(*told, **how)))

        return ask


class _Adapter(HTTPAdapter):
    """What Storage's session sends through."""

    mortal: Mortal

    def send(self, *told: Any, **how: Any) -> Any:  # noqa: ANN401 - as the library has it
        return self.mortal.ask(lambda: super(_Adapter, self).send(*told, **how))


def lived(stage: Stage, mortal: Mortal) -> bool:
    """One call in a process of its own; whether it came to its end."""
    old = stage.store._connection  # noqa: SLF001 - a process of its own
    store = Store(Database(_Client(old.client, mortal), old.database, old.metadata), stage.store._clock)  # type: ignore[arg-type] # noqa: SLF001
    connection, adapter = stage.means.connection, _Adapter()
    adapter.mortal = mortal
    network = connection._network  # noqa: SLF001 - the same
    mortals = DriveConnection(connection.service, lambda: _Network(network(), mortal), connection.insisting)
    session, before = stage.inbox.session, stage.inbox.session.get_adapter(stage.front.address)
    session.mount("http://", adapter)
    stage.book, kept = Book(store, stage.root), stage.book
    try:
        stage.round(connection=mortals)
    except DiedError:
        return False
    finally:
        session.mount("http://", before)
        adapter.close()
        mortals.close()
        stage.book = kept
    return True
