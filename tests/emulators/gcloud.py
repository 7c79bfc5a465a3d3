"""The emulators that come with Google's SDK."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.emulators.running import MissingEmulatorError

_LIGHT = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
"""Half the work, measured over a minute of Firestore's tests: what lives so short is not worth compiling well."""


def sdk_server(path: str, *arguments: str) -> Sequence[str | Path]:
    """The command of a server below `platform/` of the SDK. Raises MissingEmulatorError."""
    return ["env", f"JAVA_TOOL_OPTIONS={_LIGHT}", sdk_program(path), *arguments]


def sdk_program(path: str) -> Path:
    """A program below `platform/` of the SDK. Raises MissingEmulatorError."""
    program = _root() / "platform" / path
    if not program.exists():
        component = path.split("/", maxsplit=1)[0]
        raise MissingEmulatorError(f"gcloud has no {component}: gcloud components install {component} brings it.")
    return program


@cache
def _root() -> Path:
    ask = ["gcloud", "info", "--format=value(installation.sdk_root)"]
    try:
        return Path(subprocess.run(ask, check=True, capture_output=True, text=True).stdout.strip())
    except (OSError, subprocess.CalledProcessError) as error:
        raise MissingEmulatorError("Google's SDK is not on this machine: install gcloud and its emulators.") from error
