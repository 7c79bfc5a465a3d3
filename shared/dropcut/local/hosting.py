"""The API and the pages of a home of this machine, served by a thread of its keeper."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Thread
from typing import Final

import uvicorn

from dropcut.api.app import make_app
from dropcut.api.parts import Parts
from dropcut.domain.values import Millis
from dropcut.domain.wording import spoken
from dropcut.local.exits import Misuse
from dropcut.local.facing import face_of, parts_of, token_of
from dropcut.local.meeting import Meeting
from dropcut.local.prompt import PromptProtocol
from dropcut.local.workplace import Workplace

_BACKLOG: Final = 512
_CONNECTIONS: Final = 2_048
_LAST_ANSWERS_S: Final = 3


@contextmanager
def hosted(workplace: Workplace, quiet: Millis, meeting: Meeting) -> Iterator[str]:
    """Serve while the block lasts; gives the address. Raises Misuse when it cannot be had, or would be open to anybody."""
    token = token_of(meeting)
    with closing(_bound(meeting)) as bound:
        port = bound.getsockname()[1]
        with _served(parts_of(workplace, quiet, face_of(meeting, port), token), bound):
            yield f"http://{meeting.said}:{port}"


@contextmanager
def _served(parts: Parts, bound: socket.socket) -> Iterator[None]:
    app = make_app(parts)
    config = uvicorn.Config(
        app,
        http=PromptProtocol,
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


def _bound(meeting: Meeting) -> socket.socket:
    family = socket.AF_INET6 if ":" in meeting.host else socket.AF_INET
    try:
        return socket.create_server((meeting.host, meeting.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        where = f"{meeting.said}:{meeting.port}"
        raise Misuse(f"{spoken(where)} cannot be listened on: {error.strerror or error}.", "Choose another --port.") from error
