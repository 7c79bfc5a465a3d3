"""A server over sockets that answers as it is told, and hangs up or breaks off where it is told that: for every double here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Asked(NamedTuple):
    """One request."""

    method: str
    target: str
    """The path as it was written, with what stands behind it."""
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    """By their names in small letters."""
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body) if self.body else {}


class Answer(NamedTuple):
    """What comes back."""

    status: int
    headers: Mapping[str, str] = _NOTHING
    body: bytes = b""
    cut: int = 0
    """So many bytes of the body never come."""


@contextmanager
def listening(answer: Callable[[Asked], Answer | None]) -> Iterator[str]:
    """Its address, while the block lasts. Who answers None hangs up."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(answer))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(answer: Callable[[Asked], Answer | None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = 1 << 16

        def log_message(self, *_: object) -> None:
            pass

        def do(self) -> None:
            asked = self._asked()
            said = answer(asked) if asked else None
            if said is None:
                self.close_connection = True
                return
            self.send_response_only(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            if said.status != 204:
                self.send_header("Content-Length", str(len(said.body)))
            self.end_headers()
            self.wfile.write(said.body[: len(said.body) - said.cut])
            self.close_connection |= bool(said.cut)

        def _asked(self) -> Asked | None:
            """None where whoever sent it left in the middle of it."""
            parts, headers = urlsplit(self.path), {name.lower(): value for name, value in self.headers.items()}
            length = int(headers.get("content-length", 0))
            body = self.rfile.read(length)
            if len(body) < length:
                return None
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            return Asked(self.command, self.path, parts.path, query, headers, body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do  # noqa: N815 - the names that the server looks up

    return Handler
