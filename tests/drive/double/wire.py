"""The double over sockets: requests in, answers out, and whatever a test has go wrong between."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import RLock, Thread
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit


class Asked(NamedTuple):
    """One request."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body) if self.body else {}

    @property
    def is_media(self) -> bool:
        return self.query.get("alt") == "media" and self.method == "GET"


class Answer(NamedTuple):
    """What comes back."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = MappingProxyType({})
    cut: int = 0
    """So many bytes of the body never come."""


Act = Callable[[Asked], Answer]
Fault = Callable[[Asked, Act], Answer | None]
"""Given a request and a way to do it: the answer, or None to hang up without one."""


def no_fault(asked: Asked, act: Act) -> Answer | None:
    return act(asked)


def told(body: object, status: int = 200) -> Answer:
    return Answer(status, json.dumps(body).encode(), {"Content-Type": "application/json; charset=UTF-8"})


def refused(status: int, reason: str, **headers: str) -> Answer:
    errors = [{"domain": "usageLimits" if status in {403, 429} else "global", "reason": reason, "message": reason}]
    answer = told({"error": {"code": status, "message": reason, "errors": errors}}, status)
    return answer._replace(headers={**answer.headers, **headers})


class Wire:
    """Where a double is reached, and what was asked of it."""

    def __init__(self, act: Act) -> None:
        self.address = ""
        self.fault: Fault = no_fault
        self.asked: list[Asked] = []
        self._act = act
        self._lock = RLock()

    def answer(self, asked: Asked) -> Answer | None:
        with self._lock:
            self.asked.append(asked)
        return self.fault(asked, self._act)

    def downloads(self) -> list[tuple[str, str]]:
        """Which file, and which range of it, for every download that was asked for."""
        return [(one.path.split("/")[4], one.headers.get("range", "")) for one in self.asked if one.is_media]


@contextmanager
def served(act: Act) -> Iterator[Wire]:
    """A double that listens while the block lasts."""
    wire = Wire(act)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(wire))
    server.daemon_threads = True
    wire.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield wire
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(wire: Wire) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = 1 << 16

        def log_message(self, *_: object) -> None:
            pass

        def do(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", 0)))
            answer = wire.answer(Asked(self.command, parts.path, query, headers, body))
            if answer is None:
                self.close_connection = True
                return
            self.send_response_only(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 204:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body[: len(answer.body) - answer.cut])
            self.close_connection |= bool(answer.cut)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do  # noqa: N815 - the names that the server looks up

    return Handler
