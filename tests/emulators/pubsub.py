"""Google's Pub/Sub emulator."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.emulators.gcloud import sdk_server
from tests.emulators.running import shared


def pubsub_address() -> str:
    """`127.0.0.1:PORT` of the emulator of this test run. Raises MissingEmulatorError."""
    return shared("pubsub", command)


def command(port: int) -> Sequence[str | Path]:
    """How it is started. Raises MissingEmulatorError."""
    return sdk_server("pubsub-emulator/bin/cloud-pubsub-emulator", "--host=127.0.0.1", f"--port={port}")
