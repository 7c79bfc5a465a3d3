"""What tests of media are handed: an ffmpeg, a bench to work at, and clips."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dropcut.domain.errors import Permanent
from dropcut.domain.footage import Footage
from dropcut.media.bench import Bench
from dropcut.media.probe import probe
from dropcut.media.programs import locate
from dropcut.ports.tools import Programs
from tests.media.clips import Clips


@pytest.fixture(scope="session")
def programs() -> Programs:
    return locate(os.environ.get("PATH", os.defpath))


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory, programs: Programs) -> Clips:
    base = tmp_path_factory.getbasetemp()
    shelf = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "clips"
    shelf.mkdir(exist_ok=True)
    return Clips(shelf=shelf, ffmpeg=programs.ffmpeg)


@pytest.fixture
def bench(programs: Programs, tmp_path: Path) -> Bench:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    return Bench(programs=programs, scratch=scratch)


@pytest.fixture
def probed(bench: Bench) -> Callable[[Path], Footage]:
    return lambda path: probe(path, path.name, bench)


@pytest.fixture
def refused(bench: Bench) -> Callable[[Path], Permanent]:
    def refusal(path: Path) -> Permanent:
        with pytest.raises(Permanent) as caught:
            probe(path, path.name, bench)
        return caught.value

    return refusal
