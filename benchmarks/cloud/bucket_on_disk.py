"""As much of Cloud Storage as writing one long object takes, for sizes at which the emulator takes minutes and gigabytes.

Objects are files below a folder, so that the folder looks like a mounted bucket.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from dropcut.cloud.gcs.checksums import Crc32c

_NAMED = re.compile(r"/storage/v1/b/[^/]+/o/(?P<name>[^/?]+)")
_LONG_AGO = "2026-01-01T00:00:00Z"
_PIECE = 1 << 20


@dataclass
class _Growing:
    """An object that is uploaded, or was."""

    name: str
    crc32c: Crc32c = field(default_factory=Crc32c)
    size: int = 0
    metadata: dict[str, str] = field(default_factory=dict)

    def told(self) -> dict[str, object]:
        times = {"timeCreated": _LONG_AGO, "updated": _LONG_AGO}
        counts = {"size": str(self.size), "generation": "1", "metageneration": "1"}
        return {"name": self.name, "bucket": "bench", "crc32c": str(self.crc32c), "metadata": self.metadata, **times, **counts}


class _Server(ThreadingHTTPServer):
    root: Path
    objects: dict[str, _Growing]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        found = _NAMED.fullmatch(urlsplit(self.path).path)
        growing = self.server.objects.get(unquote(found["name"])) if found else None
        self._answer(HTTPStatus.OK if growing else HTTPStatus.NOT_FOUND, growing)

    def do_PATCH(self) -> None:
        found = _NAMED.fullmatch(urlsplit(self.path).path)
        growing = self.server.objects[unquote(found["name"])] if found else None
        self.rfile.read(self._length)
        self._answer(HTTPStatus.OK, growing)

    def do_POST(self) -> None:
        body = self.rfile.read(self._length)
        if "uploadType=resumable" in self.path:
            growing = _growing(json.loads(body))
            self.server.objects[f"upload {growing.name}"] = growing
            self._answer(HTTPStatus.OK, growing, Location=f"http://{self.headers['Host']}/upload/{growing.name}")
            return
        parts: Any = message_from_bytes(f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode() + body).get_payload()
        told, data = (part.get_payload(decode=True) for part in parts)
        growing = _growing(json.loads(told))
        self._grown(growing, bytes(data))
        self.server.objects[growing.name] = growing
        self._answer(HTTPStatus.OK, growing)

    def do_PUT(self) -> None:
        growing = self.server.objects[f"upload {unquote(self.path.removeprefix('/upload/'))}"]
        left = self._length
        while left:
            piece = self.rfile.read(min(_PIECE, left))
            self._grown(growing, piece)
            left -= len(piece)
        if self.headers["Content-Range"].endswith("*"):
            self._answer(HTTPStatus.PERMANENT_REDIRECT, None, Range=f"bytes=0-{growing.size - 1}")
            return
        self.server.objects[growing.name] = growing
        self._answer(HTTPStatus.OK, growing)

    @property
    def _length(self) -> int:
        return int(self.headers["Content-Length"] or 0)

    def _grown(self, growing: _Growing, piece: bytes) -> None:
        growing.crc32c.add(piece)
        growing.size += len(piece)
        file = self.server.root / growing.name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("ab") as out:
            out.write(piece)

    def _answer(self, status: HTTPStatus, growing: _Growing | None, **headers: str) -> None:
        body = json.dumps(growing.told() if growing else {}).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body)), "Content-Type": "application/json"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def _growing(told: dict[str, Any]) -> _Growing:
    return _Growing(told["name"], metadata=told.get("metadata", {}))


@contextmanager
def bucket_on_disk(root: Path) -> Iterator[str]:
    """Its address, `http://HOST:PORT`, while the block lasts."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.root, server.objects = root, {}
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
