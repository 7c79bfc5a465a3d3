"""The real command, serving a home in which real footage was made into a cut once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from fcntl import LOCK_EX, flock
from functools import partial
from pathlib import Path
from shutil import copy
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote

import httpx2

from tests.emulators.running import shared, started
from tests.pages.footage import film

FIRST = "boat"
"""The drop that every home has from the start."""
_WITHIN_S = 200.0
_BETWEEN_S = 0.25
"""Between looks: all tests of a run ask one home, and looking takes of what they wait for."""


class House:
    """One served home."""

    def __init__(self, inbox: Path, url: str) -> None:
        self.inbox = inbox
        self.url = url
        self.client = httpx2.Client(base_url=url, timeout=60)

    def close(self) -> None:
        self.client.close()

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
        end = monotonic() + _WITHIN_S
        while not self._is_done(name, revision):
            assert monotonic() < end, self.get(name)
            sleep(_BETWEEN_S)
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
    """Serve a home of one's own while the block lasts."""
    with (
        started(partial(_command, root, *arguments), root / "said.txt") as address,
        closing(House(root / "inbox", f"http://{address}")) as house,
    ):
        yield house


def common(base: Path) -> House:
    """The home that all tests of this run share, with the first drop's cut. Whichever worker comes first begins it."""
    root = base / "house"
    with (base / "house.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not root.exists():
            film(root / "inbox" / FIRST)
        address = shared("house", partial(_command, root))
    house = House(root / "inbox", f"http://{address}")
    house.done(FIRST)
    return house


def _command(root: Path, *arguments: str | int) -> list[str]:
    *others, port = map(str, arguments)
    told = ["--home", str(root / "home"), "--port", port, "--quiet", "1", "--workers", "1", *others]
    return [sys.executable, "-c", "from dropcut.local.cli import main; main()", "serve", str(root / "inbox"), *told]
