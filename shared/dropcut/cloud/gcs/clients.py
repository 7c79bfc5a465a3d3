"""The one client of a process, kept for all requests."""

from __future__ import annotations

from google.auth import default
from google.auth.credentials import AnonymousCredentials
from google.auth.transport.requests import AuthorizedSession
from google.cloud.storage import Client  # type: ignore[import-untyped]
from google.cloud.storage.retry import DEFAULT_RETRY  # type: ignore[import-untyped]
from requests import Session
from requests.adapters import HTTPAdapter

_SCOPES = ("https://www.googleapis.com/auth/cloud-platform",)
_CONNECTIONS = 32
_PATIENCE_S = 60.0


class Connection:
    """A client and the session below it, safe for many threads. Making one reads credentials and asks nobody.

    What fails for now is tried again for `patience_s`.
    """

    def __init__(self, client: Client, session: Session, patience_s: float) -> None:
        # Else every 404 asks for the bucket too, from a thread of its own, for traces that nobody reads.
        client._bucket_metadata_cache = None  # noqa: SLF001 - its switch is a variable of the environment
        self.client = client
        self.session = session
        self.again = DEFAULT_RETRY.with_timeout(patience_s)


def connected(project: str, patience_s: float = _PATIENCE_S) -> Connection:
    """To Google, as whoever the environment says we are."""
    credentials, _ = default(scopes=_SCOPES)
    session = _pooled(AuthorizedSession(credentials))  # type: ignore[no-untyped-call]
    return Connection(Client(project=project, credentials=credentials, _http=session), session, patience_s)


def connected_to_emulator(project: str, address: str, patience_s: float = _PATIENCE_S) -> Connection:
    """To a server at `address`, `http://HOST:PORT`, that asks for no credentials."""
    credentials = AnonymousCredentials()  # type: ignore[no-untyped-call]
    session = _pooled(AuthorizedSession(credentials))  # type: ignore[no-untyped-call]
    options = {"api_endpoint": address}
    client = Client(project=project, credentials=credentials, _http=session, client_options=options)
    return Connection(client, session, patience_s)


def _pooled(session: AuthorizedSession) -> AuthorizedSession:
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(pool_connections=_CONNECTIONS, pool_maxsize=_CONNECTIONS))
    return session
