"""Sentry is told where our code fell over, when a DSN is set, and nothing of whoever's work it was at."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from dropcut.domain.errors import Permanent
from dropcut.telemetry import sentry

CLOUD = """
from dropcut.cloud.logging import configure
configure("studio", Opaque(b"key"), report=report)
"""
LOCAL = """
from pathlib import Path
from dropcut.local.logs import configure
configure(Path(sys.argv[2]) / "log", "studio:7:ab", Opaque(b"key"), on_terminal=False, report=report)
"""
BEGIN = """
import sys, structlog
from structlog.contextvars import bound_contextvars as about
from dropcut.domain.opaque import Opaque
from dropcut.telemetry import sentry
report = sentry.reporting_to(sys.argv[1], "find", "test")
"""
PROGRAM = """
log = structlog.get_logger("dropcut.engine")

def reads(secret_footage):
    raise ValueError(f"{secret_footage} of ann@example.com is no take")

with about(task="ann/find/0a1b", job="ann/wedding"):
    log.info("nothing to tell", file="wedding.mp4")
    log.warning("a warning", file="wedding.mp4")
    try:
        reads("/home/ann/wedding.mp4")
    except ValueError as error:
        log.error("attempt failed by a mistake", task="ann/find/0a1b", exc_info=error)
    log.error("given up: it would fail again", why="wedding.mp4 is empty")
sentry.handed_over()
"""


@contextmanager
def sink() -> Iterator[tuple[str, list[bytes]]]:
    """Stands for Sentry: gives a DSN, and what was sent to it."""
    sent: list[bytes] = []

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            sent.append(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Quietly."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Taking) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://key@127.0.0.1:{server.server_port}/7", sent
        finally:
            server.shutdown()


@pytest.mark.parametrize("home", [CLOUD, LOCAL], ids=["cloud", "local"])
def test_mistakes_are_told_without_a_word_of_whose_work_it_was(home: str, tmp_path: Path) -> None:
    with sink() as (dsn, sent):
        command = [sys.executable, "-c", BEGIN + home + PROGRAM, dsn, str(tmp_path)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    events = [json.loads(line) for body in sent for line in body.splitlines() if b'"event_id"' in line and b'"level"' in line]
    fell, given_up = sorted(events, key=lambda event: "exception" not in event)
    (error,) = fell["exception"]["values"]
    assert (error["type"], error["stacktrace"]["frames"][-1]["function"]) == ("ValueError", "reads")
    assert fell["tags"] == {"entry": "find", "step": "find"}
    assert given_up["message"] == "given up: it would fail again"
    assert len(events) == 2
    for name in (b"ann", b"wedding", b"example.com", b"secret", b"0a1b", b"mp4"):
        assert name not in b"".join(sent), name


def test_what_is_no_dsn_is_said_at_the_start() -> None:
    with pytest.raises(Permanent, match="SENTRY_DSN is no address of a Sentry project"):
        sentry.reporting_to("nonsense", "find", "test")
