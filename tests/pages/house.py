"""The real command, serving a home in which real footage was made into a cut once."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from shutil import copy, copytree
from typing import Any
from urllib.parse import quote

import httpx2

from tests.e2e.driving import soon
from tests.pages.footage import film

FIRST = "boat"
"""The drop that every home has from the start."""
_WITHIN_S = 200.0


class House:
    """One served home."""

    def __init__(self, root: Path, process: subprocess.Popen[bytes], said: Path) -> None:
        self.inbox = root / "inbox"
        self._process = process
        self._said = said
        soon(lambda: self._address, _WITHIN_S)
        self.url = self._address
        self.client = httpx2.Client(base_url=self.url, timeout=60)

    def close(self) -> None:
        self.client.close()

    @property
    def _address(self) -> str:
        assert self._process.poll() is None, self._said.read_text()
        found = re.search(r"are at (http://\S+)", self._said.read_text())
        return found[1] if found else ""

    def drop(self, name: str, script: str = "") -> str:
        """A drop of the same footage, made to its end: all but its own report is found done. Its script may say more."""
        there = self.inbox / f".{name}"
        there.mkdir()
        lay(self.inbox / FIRST, there)
        if script:
            (there / "script.md").unlink()
            (there / "script.txt").write_text(script)
        there.rename(self.inbox / name)
        return self.done(name)

    def revision(self, name: str) -> int:
        """Which one stands: each file that comes by itself made one."""
        return int(self.get(name)["revision"])

    def done(self, name: str, revision: int = 1) -> str:
        """Wait until a drop's cut is delivered; gives where its page is."""
        soon(lambda: self._is_done(name, revision), _WITHIN_S)
        return self.page(name)

    def page(self, name: str) -> str:
        return f"{self.url}/jobs/local/{quote(name, safe='')}"

    def get(self, name: str, what: str = "") -> Any:  # noqa: ANN401 - JSON
        """What the API says of a job."""
        answer = self.client.get(f"/v1/jobs/local/{quote(name, safe='')}{what}")
        return answer.json() if answer.is_success else {}

    def decide(self, name: str, *made: dict[str, Any]) -> None:
        """As somebody else would, elsewhere."""
        place = f"/v1/jobs/local/{quote(name, safe='')}/decisions"
        tag = self.client.get(place).headers["ETag"]
        body = {"schema": "dropcut/decisions@1", "made": made}
        self.client.put(place, json=body, headers={"If-Match": tag}).raise_for_status()

    def line(self, name: str, number: int) -> Any:  # noqa: ANN401 - JSON
        """One line of the cut that stands."""
        return next(line for line in self.get(name, "/cut")["lines"] if line["number"] == number)

    def _is_done(self, name: str, revision: int) -> bool:
        job = self.get(name)
        assert job.get("state") != "failed", job
        return bool(job) and job["revision"] >= revision and job["state"] == "done"


def lay(drop: Path, folder: Path) -> None:
    """The same files once more."""
    for file in drop.iterdir():
        copy(file, folder / file.name)


@contextmanager
def served(root: Path, *arguments: str) -> Iterator[House]:
    """Serve the home of a folder while the block lasts."""
    said = root / "said.txt"
    command = [sys.executable, "-c", "from dropcut.local.cli import main; main()", "serve", str(root / "inbox")]
    command += ["--home", str(root / "home"), "--port", "0", "--quiet", "1", "--workers", "1", *arguments]
    with said.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    try:
        with closing(House(root, process, said)) as house:
            yield house
    finally:
        process.terminate()
        process.wait(30)


def prepared(shared: Path) -> Path:
    """A home that holds the first drop's cut. Whichever worker comes first makes it, for all."""
    root, ready = shared / "house", shared / "house-is-ready"
    with (shared / "house.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not ready.exists():
            film(root / "inbox" / FIRST)
            with served(root) as house:
                house.done(FIRST)
            ready.touch()
    return root


def moved_in(model: Path, root: Path) -> Path:
    """A copy of a home that is not served at the moment."""
    return copytree(model, root)
