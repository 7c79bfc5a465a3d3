"""The API and the pages of a home of this machine, served by a thread of its keeper."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from ipaddress import ip_address
from threading import Thread
from typing import Final

import uvicorn

from dropcut.api.access.trusting import Trusting
from dropcut.api.app import make_app
from dropcut.api.parts import Face, Gate, Parts
from dropcut.domain.values import Millis
from dropcut.domain.wording import spoken
from dropcut.local.exits import Misuse
from dropcut.local.files.places import Inbox
from dropcut.local.files.uploads import FileUploads
from dropcut.local.meeting import Meeting
from dropcut.local.place import LOCAL
from dropcut.local.sqlite.records import SqliteRecords
from dropcut.local.workplace import Workplace

_PER_ADDRESS: Final = 6_000
_BACKLOG: Final = 512
_CONNECTIONS: Final = 2_048
_LAST_ANSWERS_S: Final = 3


def parts_of(workplace: Workplace, quiet: Millis, gate: Gate, face: Face) -> Parts:
    """What this home hands to its face."""
    place, clock = workplace.place, workplace.home.clock
    owner = None if place.by_owner else LOCAL
    return Parts(
        home=workplace.home,
        records=SqliteRecords(workplace.database, clock.now),
        uploads=FileUploads(Inbox(place.inbox, place.outbox, owner), place.home / "uploads", clock.now),
        gate=gate,
        face=face.model_copy(update={"one_owner": owner}),
        quiet=quiet,
    )


@contextmanager
def hosted(workplace: Workplace, quiet: Millis, meeting: Meeting) -> Iterator[str]:
    """Serve while the block lasts; gives the address. Raises Misuse when it cannot be had, or would be open to anybody."""
    gate = _gate(meeting)
    with closing(_bound(meeting)) as bound:
        port = bound.getsockname()[1]
        parts = parts_of(workplace, quiet, gate, _face(meeting, port))
        with _served(parts, bound):
            yield f"http://{_in_address(meeting.host)}:{port}"


@contextmanager
def _served(parts: Parts, bound: socket.socket) -> Iterator[None]:
    app = make_app(parts)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="off",
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_LAST_ANSWERS_S,
        h11_max_incomplete_event_size=32 * 1024,
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [bound]}, name="the face", daemon=True)
    thread.start()
    try:
        yield
    finally:
        app.state.hub.close()
        server.should_exit = True
        thread.join(2 * _LAST_ANSWERS_S)


def _gate(meeting: Meeting) -> Gate:
    if _is_loopback(meeting.host):
        return Trusting()
    raise Misuse(
        f"{spoken(meeting.host)} can be reached from other machines, and nobody would have to sign in.",
        "Name a file that holds a token with --token-file, or leave out --host.",
    )


def _face(meeting: Meeting, port: int) -> Face:
    names = {"localhost", "127.0.0.1", "[::1]", _in_address(meeting.host)}
    hosts = {f"{name}:{port}" for name in names} | ({*names} if port == _HTTP else set())
    return Face(hosts=tuple(sorted(hosts)), secure=False, per_address_a_minute=_PER_ADDRESS)


_HTTP: Final = 80


def _bound(meeting: Meeting) -> socket.socket:
    family = socket.AF_INET6 if ":" in meeting.host else socket.AF_INET
    try:
        return socket.create_server((meeting.host, meeting.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        where = f"{_in_address(meeting.host)}:{meeting.port}"
        raise Misuse(f"{spoken(where)} cannot be listened on: {error.strerror or error}.", "Choose another --port.") from error


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
