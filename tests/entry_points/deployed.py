"""An entry point as the platform starts it, over emulators."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

from dropcut.cloud.firestore.clients import connected_to_emulator as firestore
from dropcut.cloud.firestore.ledger import FirestoreLedger
from dropcut.cloud.gcs.blobs import GcsBlobs
from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.clients import connected_to_emulator as storage
from dropcut.cloud.gcs.nearby import Copied
from dropcut.cloud.pubsub.clients import publisher_to_emulator
from tests.emulators.firestore import firestore_address
from tests.emulators.gcs import gcs_address
from tests.emulators.pubsub import pubsub_address
from tests.emulators.running import free_port, start, stop

ROOT = Path(__file__).parents[2]
NOBODY = "127.0.0.1:1"
"""Where nothing listens."""


class Deployment:
    """A project of its own on the emulators of this test run: buckets, a topic, a database."""

    def __init__(self, place: Path, **told: str) -> None:
        self.place = place
        self.project = f"entry-{uuid4().hex[:12]}"
        self._connection = storage(self.project, gcs_address())
        self._firestore = firestore(self.project, firestore_address())
        self.inbox, self.store = (self._bucket(name) for name in ("inbox", "store"))
        self.ledger = FirestoreLedger(self._firestore)
        self.blobs = GcsBlobs(self.store, Copied(self.store, 0))
        self.told = told
        with publisher_to_emulator(pubsub_address()) as publisher:
            publisher.create_topic(name=f"projects/{self.project}/topics/work")

    @property
    def environment(self) -> dict[str, str]:
        return {
            "DROPCUT_PROJECT": self.project,
            "DROPCUT_REGION": "here",
            "DROPCUT_INBOX": self.inbox.name,
            "DROPCUT_STORE": self.store.name,
            "DROPCUT_TOPIC": "work",
            "DROPCUT_QUIET_S": "0",
            "THREADS": "1",
            "STORAGE_EMULATOR_HOST": gcs_address(),
            "FIRESTORE_EMULATOR_HOST": firestore_address(),
            "PUBSUB_EMULATOR_HOST": pubsub_address(),
            "DROPCUT_RUN_EMULATOR_HOST": NOBODY,
            **self.told,
        }

    @contextmanager
    def function(self, name: str) -> Iterator[Served]:
        """`functions/NAME` under functions-framework."""
        log = self.place / f"{name}.log"
        server = start(partial(framework, self.environment, name), log)
        try:
            yield Served(server.address, server.group, log)
        finally:
            stop(server.group)

    @contextmanager
    def function_process(self, name: str) -> Iterator[tuple[Served, subprocess.Popen[bytes]]]:
        """The same as a child of ours, which alone is sent signals, as the first process of a container is."""
        log, port = self.place / f"{name}.log", free_port()
        with log.open("ab") as output:
            process = subprocess.Popen(framework(self.environment, name, port), stdout=output, stderr=output)
        try:
            _wait(port, log)
            yield Served(f"127.0.0.1:{port}", process.pid, log), process
        finally:
            process.kill()
            process.wait()

    def job(self, name: str, **told: str) -> subprocess.Popen[str]:
        """`gpu_jobs/NAME` as one task of an execution."""
        environment = {**os.environ, **self.environment, **told, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, str(ROOT / "gpu_jobs" / name / "main.py")]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def close(self) -> None:
        self._connection.session.close()
        self._firestore.close()

    def _bucket(self, name: str) -> Bucket:
        bucket = Bucket(self._connection, f"{name}-{self.project}")
        self._connection.client.create_bucket(bucket.name)
        return bucket


class Served:
    """A function that listens."""

    def __init__(self, address: str, group: int, log: Path) -> None:
        self.group = group
        """Its processes' group."""
        self._address = address
        self._log = log

    @property
    def address(self) -> str:
        return self._address

    def post(self, body: bytes, headers: Mapping[str, str]) -> int:
        connection = HTTPConnection(self._address, timeout=60)
        try:
            connection.request("POST", "/", body, dict(headers))
            return connection.getresponse().status
        finally:
            connection.close()

    def lines(self) -> list[dict[str, Any]]:
        """What it logged."""
        return lines_of(self._log.read_text())


def lines_of(text: str) -> list[dict[str, Any]]:
    """The lines of a log that are JSON, which all of ours are."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def _wait(port: int, log: Path) -> None:
    end = monotonic() + 60
    while monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        sleep(0.05)
    raise TimeoutError(log.read_text()[-2000:])


def framework(environment: Mapping[str, str], name: str, port: int) -> Sequence[str | Path]:
    """How `functions/NAME` is served on a port: by the command of the image."""
    told = [f"{variable}={value}" for variable, value in environment.items()]
    source = ROOT / "functions" / name / "main.py"
    served: list[str | Path] = ["--source", source, "--target", name, "--host", "127.0.0.1", "--port", str(port)]
    return ["env", f"PYTHONPATH={ROOT}", *told, sys.executable, "-m", "dropcut.cloud.serving", *served]
