"""What nobody wants to keep is gone afterwards; of those who were killed, with the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from dropcut.local.nowhere import nowhere

HELD = """
import sys
from dropcut.local.nowhere import nowhere

with nowhere() as folder:
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def somebody(place: Path) -> tuple[subprocess.Popen[str], Path]:
    """Another process that has such a folder."""
    process = subprocess.Popen(
        (sys.executable, "-c", HELD),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(place)},
    )  # fmt: skip
    assert process.stdout
    return process, Path(process.stdout.readline().strip())


def test_it_is_gone_afterwards_whatever_happened(tmp_path: Path) -> None:
    def work() -> None:
        with nowhere() as folder:
            (folder / "home").mkdir()
            (folder / "home" / "ledger").write_text("much")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_goes_with_the_next_one_and_what_others_have_stays(tmp_path: Path) -> None:
    (killed, left), (alive, theirs) = somebody(tmp_path), somebody(tmp_path)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    (left / "half").write_text("a home")
    with nowhere() as mine:
        assert sorted(tmp_path.iterdir()) == sorted((theirs, mine))
    alive.communicate()
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_somebody_put_there_leads_nowhere(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "film").touch()
    (tmp_path / "dropcut-nowhere-x").symlink_to(precious)
    with nowhere():
        pass
    assert (precious / "film").exists()
