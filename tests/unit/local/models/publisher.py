"""A publisher of models on this machine: a real server, which can be as bad as real ones are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from dropcut.domain.models import Model, ModelFile, ModelKind
from dropcut.domain.values import Sha256


@dataclass
class Publisher:
    """What it offers, and how it misbehaves."""

    files: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    """What it says of a file's digest, where it redirects."""
    breaks_after: list[int] = field(default_factory=list)
    """Each of the next answers ends after so many bytes, whatever it promised."""
    refuses: list[int] = field(default_factory=list)
    """Each of the next answers is one of these."""
    ranges: bool = True
    """Whether it can begin in the middle."""
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """Every request: its path, and which part it wanted."""
    url: str = ""

    def model(self, *names: str, pinned: bool = True, name: str = "small", **wrong: str) -> Model:
        """What it offers, as a model. `wrong` digests by the names before their dots."""
        return Model(
            kind=ModelKind.WHISPER,
            name=name,
            files=tuple(
                ModelFile(
                    name=each,
                    url=f"{self.url}/{each}",
                    size=len(self.files[each]),
                    sha256=Sha256(wrong.get(each.split(".")[0]) or digest(self.files[each])) if pinned else None,
                )
                for each in names or tuple(self.files)
            ),
            licence="MIT",
            publisher="a server of this test",
            home="https://example.org",
            about="nothing",
        )


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


@contextmanager
def publishing(publisher: Publisher) -> Iterator[Publisher]:
    """The server, while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(publisher))
    server.daemon_threads = True
    publisher.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(publisher: Publisher) -> type[BaseHTTPRequestHandler]:  # noqa: C901 - one class, bound to one publisher
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = self.path.lstrip("/")
            wanted = self.headers.get("Range")
            publisher.asked.append((name, wanted))
            if publisher.refuses:
                self._say(publisher.refuses.pop(0), b"")
            elif name in publisher.redirects:
                said = {"x-linked-etag": f'"{publisher.digests[name]}"'} if name in publisher.digests else {}
                self._say(302, b"", {"Location": publisher.redirects[name], **said})
            elif name in publisher.files:
                self._file(publisher.files[name], wanted)
            else:
                self._say(404, b"")

        def _file(self, data: bytes, wanted: str | None) -> None:
            found = re.fullmatch(r"bytes=(\d+)-", wanted or "") if publisher.ranges else None
            start = int(found[1]) if found else 0
            if found and start >= len(data):
                self._say(416, b"")
            elif found:
                part = {"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"}
                self._say(206, data[start:], part)
            else:
                self._say(200, data)

        def _say(self, code: int, data: bytes, headers: dict[str, str] | None = None) -> None:
            self.send_response(code)
            for name, value in {"Content-Length": str(len(data)), **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            if publisher.breaks_after and data:
                self.wfile.write(data[: publisher.breaks_after.pop(0)])
                self.close_connection = True
                return
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
            """A test's output is the test's."""

    return Handler
