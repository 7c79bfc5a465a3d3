"""An app over a small home, and somebody who asks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dropcut.api.access.checking import Checking, Trust
from dropcut.api.access.counters import Counter
from dropcut.api.access.keys import Keys
from dropcut.api.access.sessions import Sessions
from dropcut.api.access.tokens import Tokens
from dropcut.api.access.trusting import Trusting
from dropcut.api.app import make_app
from dropcut.api.parts import Face, Gate, Parts, Signing
from dropcut.domain.names import JobId
from dropcut.domain.opaque import Opaque
from dropcut.domain.values import Millis
from dropcut.engine.deleting.deleting import Deleting
from dropcut.engine.searching import Searching
from dropcut.local.files.places import Inbox
from dropcut.local.files.uploads import FileUploads
from dropcut.local.memory.records import MemoryRecords
from dropcut.ports.recipe import Do, Drop
from tests.unit.engine.small_home import JOB, SmallHome, row
from tests.unit.engine.steps import double, measure, publish, write_down

HOST = "testserver"
FACE = Face(hosts=(HOST,), secure=False)
OPAQUE = Opaque(b"of these tests")
BYTES = "application/octet-stream"


@dataclass(frozen=True)
class Bench:
    """An app, the home behind it, and a client that sits at the machine."""

    small: SmallHome
    parts: Parts
    app: FastAPI
    client: TestClient
    inbox: Path

    def done(self, job: JobId = JOB) -> str:
        """Where a job is asked for that was made to its end."""
        self.small.folder.drop_file(job, "take1.mp4", b"0123456789")
        self.client.post("/v1/drops", json={"owner": job.owner, "name": job.name}).raise_for_status()
        self.work()
        return f"/v1/jobs/{job}"

    def work(self) -> None:
        """Whatever is to be done, until nothing is."""
        while messages := self.small.dispatch.receive(1):
            self.small.deliver(*messages)

    def upload(self, path: str, data: bytes, **words: Any) -> httpx2.Response:
        """Send a whole file in one piece."""
        begun = self.client.post("/v1/drops/ann/holiday/uploads", json={"path": path, "size": len(data), **words})
        return self.piece(begun.json()["href"], 0, data) if begun.is_success and data else begun

    def piece(self, href: str, offset: int, data: bytes, **headers: str) -> httpx2.Response:
        """Send one piece."""
        said = {"Upload-Offset": str(offset), "Content-Type": BYTES, **headers}
        return self.client.patch(href, content=data, headers=said)


def measured(drop: Drop, do: Do) -> object:
    """Doubles the size of the first file, and delivers it."""
    sizes = do.each(measure, drop.files)
    drop.wait_until_settled()
    if not drop.files:
        drop.wait_for("footage: put at least one clip into the folder")
    return do(publish, drop.id, drop.revision, do(write_down, do(double, sizes.all()[0])))


@contextmanager
def bench(  # noqa: PLR0913 - one for each thing that a test may want otherwise
    folder: Path,
    *,
    gate: Gate | None = None,
    trust: Trust | None = None,
    counters: Mapping[str, Counter] | None = None,
    face: Face = FACE,
    beside: Bench | None = None,
) -> Iterator[Bench]:
    """An app over a home in memory, where everybody is trusted unless it is said whom; inbox and uploads lie in `folder`.

    `beside` another one it is a second process of the same home.
    """
    small = beside.small if beside else SmallHome(measured, row(measure), row(double), row(write_down), row(publish))
    inbox = Inbox(folder / "inbox", folder / "outbox")
    records = beside.parts.records if beside else MemoryRecords(small.clock.now)
    signing = Signing(Tokens(Keys(records, small.clock), small.clock), Sessions(records), counters or {}) if trust else None
    parts = Parts(
        home=small.home,
        records=records,
        uploads=FileUploads(inbox, folder / "uploads", small.clock.now),
        gate=Checking(records, signing.tokens, signing.sessions, trust) if signing and trust else gate or Trusting(),
        face=face,
        quiet=Millis(0),
        keys=Keys(records, small.clock),
        opaque=OPAQUE,
        deleting=Deleting(small.home, records, OPAQUE),
        signing=signing,
        searching=Searching(small.home, folder / "search", lambda: None),
    )
    app = make_app(parts)
    client = TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=True)
    try:
        yield Bench(small, parts, app, client, folder / "inbox")
    finally:
        app.state.hub.close()
        client.close()
