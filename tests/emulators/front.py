"""What stands before fake-gcs in some tests: it keeps preconditions that the server ignores, counts, and fails on demand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import RLock
from typing import NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tests.emulators.listening import Answer, listening
from tests.emulators.listening import Asked as Request

_HOP = {"connection", "content-length", "host", "transfer-encoding"}
_MISSED = b'{"error": {"code": 412, "message": "Precondition failed"}}'


class Asked(NamedTuple):
    """One request."""

    method: str
    path: str
    query: dict[str, str]
    content_range: str

    @property
    def kind(self) -> str:
        """What the service charges for it as: `insert`, `list`, `rewrite`, `patch`, `get`, `delete`, or what is free."""
        if self.path.startswith("/upload/"):
            return ("insert" if "upload_id" not in self.query else "piece") if self.method != "DELETE" else "cancel"
        if "/rewriteTo/" in self.path:
            return "rewrite"
        if self.method == "GET":
            return "list" if self.path.endswith("/o") else "get"
        return {"PATCH": "patch", "DELETE": "delete", "PUT": "patch"}.get(self.method, "other")


Fault = Callable[[Asked, Callable[[], Answer]], Answer | None]
"""Given a request and a way to do it: the answer, or None to hang up without one."""


def no_fault(_asked: Asked, act: Callable[[], Answer]) -> Answer | None:
    return act()


@dataclass
class _Upload:
    """A long object on its way: the server forgets its precondition, and takes bytes twice that were sent twice."""

    path: str
    over: str | None
    received: int = 0
    ended: Answer | None = None


class Front:
    """One such server, for one test."""

    def __init__(self, upstream: str) -> None:
        self.asked: list[Asked] = []
        self.fault: Fault = no_fault
        self.address = ""
        self._upstream = urlsplit(upstream).netloc
        self._uploads: dict[str, _Upload] = {}
        self._lock = RLock()

    def mend(self) -> None:
        """All is well again."""
        self.fault = no_fault

    def counted(self) -> Counter[str]:
        """How many requests of each kind there were since the last count."""
        with self._lock:
            kinds = Counter(asked.kind for asked in self.asked)
            self.asked.clear()
            return kinds

    def answer(self, asked: Asked, target: str, headers: dict[str, str], body: bytes) -> Answer | None:
        """What a request gets; None when it is hung up on."""

        def act() -> Answer:
            if asked.method == "GET":
                return self._pass_on(asked.method, target, headers, body)
            with self._lock:  # between looking and doing comes nobody
                return self._done(asked, target, headers, body)

        with self._lock:
            self.asked.append(asked)
        return self.fault(asked, act)

    def _done(self, asked: Asked, target: str, headers: dict[str, str], body: bytes) -> Answer:
        if self._misses(asked):
            return Answer(412, {"Content-Type": "application/json"}, _MISSED)
        if asked.kind == "piece":
            return self._piece(self._uploads[asked.query["upload_id"]], asked, target, headers, body)
        answer = self._pass_on(asked.method, target, headers, body)
        self._remember(asked, answer, body)
        return answer

    def _misses(self, asked: Asked) -> bool:
        if asked.kind == "piece":
            upload = self._uploads[asked.query["upload_id"]]
            if asked.content_range.endswith("/*") or upload.ended or upload.over is None:
                return False
            return self._generation(upload.path) != upload.over
        if asked.kind not in {"rewrite", "patch", "delete"}:
            return False
        source, _, target = asked.path.partition("/rewriteTo")
        there = self._generation(_plain(target) if target else source)
        expected, of_source = asked.query.get("ifGenerationMatch"), asked.query.get("ifSourceGenerationMatch")
        return (expected is not None and there != expected) or (of_source is not None and self._generation(source) != of_source)

    def _remember(self, asked: Asked, answer: Answer, body: bytes) -> None:
        where = {name.lower(): value for name, value in answer.headers.items()}.get("location")
        if where:
            name = quote(json.loads(body)["name"], safe="")
            upload = parse_qs(urlsplit(where).query)["upload_id"][0]
            self._uploads[upload] = _Upload(
                f"{asked.path.removeprefix('/upload')}/{name}", asked.query.get("ifGenerationMatch")
            )

    def _piece(self, upload: _Upload, asked: Asked, target: str, headers: dict[str, str], body: bytes) -> Answer:
        begin, _, rest = asked.content_range.removeprefix("bytes ").partition("-")
        if upload.ended:
            return upload.ended
        if begin.startswith("*"):  # asks how far it is: the server would end the upload at that
            return Answer(308, {"Range": f"bytes=0-{upload.received - 1}"} if upload.received else {}, b"")
        known = upload.received - int(begin)
        if known < len(body):
            upload.received += len(body) - known
            headers = {**headers, "Content-Range": f"bytes {int(begin) + known}-{rest}"}
            answer = self._pass_on(asked.method, target, headers, body[known:])
            upload.ended = answer if answer.status == 200 else None
            return answer
        return Answer(308, {"Range": f"bytes=0-{upload.received - 1}"}, b"")

    def _generation(self, path: str) -> str:
        answer = self._pass_on("GET", f"{path}?fields=generation", {}, b"")
        return str(json.loads(answer.body)["generation"]) if answer.status == 200 else "0"

    def _pass_on(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        connection = HTTPConnection(self._upstream, timeout=30)
        try:
            connection.request(method, target, body, {**headers, "Content-Length": str(len(body))})
            answer = connection.getresponse()
            told = {name: value for name, value in answer.getheaders() if name.lower() not in _HOP}
            if "Location" in told:
                told["Location"] = told["Location"].replace(f"http://{self._upstream}", self.address)
            return Answer(answer.status, told, answer.read())
        finally:
            connection.close()


@contextmanager
def front(upstream: str) -> Iterator[Front]:
    """A front while the block lasts."""
    standing = Front(upstream)
    with serving(standing):
        yield standing


@contextmanager
def serving(standing: Front) -> Iterator[None]:
    """Serve it while the block lasts, at its `address`."""

    def answer(request: Request) -> Answer | None:
        asked = Asked(request.method, request.path, request.query, request.headers.get("content-range", ""))
        headers = {name: value for name, value in request.headers.items() if name not in _HOP}
        return standing.answer(asked, request.target, headers, request.body)

    with listening(answer) as standing.address:
        yield


def _plain(target: str) -> str:
    """The path of the object that a rewrite makes: `/b/B/o/NAME` behind the service's own."""
    return f"/storage/v1{target}" if not unquote(target).startswith("/storage") else target
