"""How the API answers when many ask: `python -m benchmarks.api [--users 50] [--streams 200] [--seconds 30]`.

A real `dropcut serve` on loopback, its home on this disk; users who read and write with a pause between (half a second on
average, as somebody does who clicks), each a job of their own, and event streams that stay open beside them.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import sysconf
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

import httpx2

_MIB = 1 << 10
_SAY = "The pages and the API are at "
_PAUSE_S = 0.5
_OK = 400


@dataclass
class Seen:
    """What all users saw."""

    took: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    events: int = 0

    def slowest(self, share: float) -> float:
        """The time within which so large a share was answered, in milliseconds."""
        return sorted(self.took)[max(0, round(share * len(self.took)) - 1)] * 1000


class User:
    """Somebody with a job: looks at it, at all jobs, at what was settled, and settles something."""

    def __init__(self, client: httpx2.AsyncClient, number: int, seen: Seen) -> None:
        self._client = client
        self._job = f"/v1/jobs/local/drop{number}"
        self._random = Random(number)
        self._seen = seen

    async def work(self, end: float) -> None:
        while monotonic() < end:
            await asyncio.sleep(self._random.expovariate(1 / _PAUSE_S))
            act = self._random.choices([self._look, self._list, self._settle, self._files, self._again], [45, 20, 20, 10, 5])[0]
            await act()

    async def _look(self) -> None:
        await self._ask("GET", self._job)

    async def _list(self) -> None:
        await self._ask("GET", "/v1/jobs?limit=50")

    async def _files(self) -> None:
        await self._ask("GET", f"{self._job}/files")

    async def _again(self) -> None:
        await self._ask("POST", f"{self._job}/retry", headers={"Idempotency-Key": str(self._random.random())})

    async def _settle(self) -> None:
        tag = (await self._ask("GET", f"{self._job}/decisions")).headers["ETag"]
        made = {"made": [{"line": {"text": f"line {self._random.randrange(9)}"}, "dropped": True}]}
        await self._ask("PUT", f"{self._job}/decisions", json=made, headers={"If-Match": tag})

    async def _ask(self, method: str, path: str, **how: Any) -> httpx2.Response:
        began = monotonic()
        answer = await self._client.request(method, path, **how)
        self._seen.took.append(monotonic() - began)
        if answer.status_code >= _OK:
            self._seen.faults.append(f"{method} {path}: {answer.status_code}")
        return answer


async def follow(client: httpx2.AsyncClient, number: int, seen: Seen) -> None:
    """A stream that stays open."""
    async with client.stream("GET", f"/v1/jobs/local/drop{number}/events", timeout=None) as answer:
        async for line in answer.aiter_lines():
            seen.events += line.startswith("event: job")


async def load(address: str, process: int, asked: argparse.Namespace) -> None:
    """All of it, and the table."""
    limits = httpx2.Limits(max_connections=asked.users + asked.streams + 10)
    seen = Seen()
    async with httpx2.AsyncClient(base_url=address, limits=limits, timeout=30, trust_env=False) as client:
        for number in range(asked.users):
            (await client.post("/v1/drops", json={"owner": "local", "name": f"drop{number}"})).raise_for_status()
        streams = [asyncio.create_task(follow(client, number % asked.users, seen)) for number in range(asked.streams)]
        await asyncio.sleep(5)
        at_first, worked, began = resident(process), cpu_s(process), monotonic()
        users = [User(client, number, seen) for number in range(asked.users)]
        middle = 0
        async with asyncio.TaskGroup() as group:
            for user in users:
                group.create_task(user.work(began + asked.seconds))
            await asyncio.sleep(asked.seconds / 2)
            middle = resident(process)
        took, worked = monotonic() - began, cpu_s(process) - worked
        open_still = sum(not stream.done() for stream in streams)
        for stream in streams:
            stream.cancel()
    print(f"{len(seen.took)} requests in {took:.0f} s ({len(seen.took) / took:.0f} a second), {len(seen.faults)} faults")
    print(f"{worked / len(seen.took) * 1000:.1f} ms of a core a request, its share of the streams with it")
    print(f"p50 {seen.slowest(0.5):.0f} ms, p95 {seen.slowest(0.95):.0f} ms, p99 {seen.slowest(0.99):.0f} ms")
    print(f"{open_still} of {asked.streams} streams open at the end, {seen.events} events")
    print(f"memory {at_first} MiB, half way {middle} MiB, at the end {resident(process)} MiB")
    print(*seen.faults[:5], sep="\n")


def resident(process: int) -> int:
    """The memory of a process, in MiB."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) // _MIB


def cpu_s(process: int) -> float:
    """The time that a process worked, in seconds of one core."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / sysconf("SC_CLK_TCK")


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """The address of a new home, and its process."""
    with TemporaryDirectory() as folder:
        quickly = ("--port", "0", "--workers", "1", "--quiet", "3600")
        command = [sys.executable, "-m", "benchmarks.api", "serve", f"{folder}/inbox", "--home", f"{folder}/home", *quickly]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            out = process.stdout
            try:
                lines = iter(out.readline, "") if out else iter(())
                yield next(line.removeprefix(_SAY).strip() for line in lines if line.startswith(_SAY)), process.pid
            finally:
                process.terminate()


def main() -> None:
    """Serve, or ask."""
    if sys.argv[1:2] == ["serve"]:
        from dropcut.local.cli import main as dropcut  # noqa: PLC0415 - only here

        dropcut()
        return
    asks = argparse.ArgumentParser()
    for name, default in (("--users", 50), ("--streams", 200), ("--seconds", 30)):
        asks.add_argument(name, type=int, default=default)
    asked = asks.parse_args()
    with served() as (address, process):
        asyncio.run(load(address, process, asked))


if __name__ == "__main__":
    main()
