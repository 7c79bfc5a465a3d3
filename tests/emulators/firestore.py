"""Google's Firestore emulator."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.emulators.gcloud import sdk_server
from tests.emulators.running import shared


def firestore_address() -> str:
    """`127.0.0.1:PORT` of the emulator of this test run. Raises MissingEmulatorError."""
    return shared("firestore", command)


def command(port: int) -> Sequence[str | Path]:
    """How it is started. Raises MissingEmulatorError."""
    return sdk_server("cloud-firestore-emulator/cloud_firestore_emulator", "start", "--host=127.0.0.1", f"--port={port}")
