"""How long after the last byte work begins, and how long a flood of small files takes: `dropcut serve` on real copies.

`python -m benchmarks.settling` says both; `--tries N` and `--files N` how often and how many (0: not at all), `--poll S` looks
every so many seconds instead of being told. The steps are the tests' own and do next to nothing: what is measured is the home.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from benchmarks.tables import middle, percentile, table
from tests.e2e.test_serve import Served

QUIET_S = 1.0
"""The quiet time that `Served` asks for."""
_LOOK_S = 0.005
_PATIENCE_S = 3_000.0


@contextmanager
def served(*how: str) -> Iterator[Served]:
    """A home that is served while the block lasts."""
    with TemporaryDirectory() as folder:
        stage = Served(Path(folder))
        stage.serve(*how)
        try:
            yield stage
        finally:
            stage.process.kill()
            stage.process.communicate()


def until(stage: Served, began: str) -> float:
    """When a step first began."""
    end = monotonic() + _PATIENCE_S
    while began not in stage.side.read_text():
        if monotonic() > end:
            raise SystemExit(f"{began} never began")
        sleep(_LOOK_S)
    return monotonic()


def waits(tries: int, *how: str) -> list[float]:
    """From the last byte of a file to the beginning of its first task, in seconds, shortest first."""
    found = []
    with served(*how) as stage:
        stage.write("warm.txt", "la")
        until(stage, "read warm.txt")
        for number in range(tries):
            with (stage.drop / f"take{number}.txt").open("w") as out:
                for _ in range(3):
                    sleep(0.05 + number * 0.037 % 0.2)
                    out.write("la\n")
                    out.flush()
            last = monotonic()
            found.append(until(stage, f"read take{number}.txt") - last)
            sleep(QUIET_S)
    return sorted(found)


def flood(count: int, *how: str) -> float:
    """Until so many small files that came at once were each read once, and the song is there, in seconds."""
    with served(*how) as stage:
        began = monotonic()
        for number in range(count):
            (stage.drop / f"v{number:04}.txt").write_text(f"w{number % 7}\n")
        while not stage.delivery("song").exists():
            if monotonic() > began + _PATIENCE_S:
                raise SystemExit("It never ended.")
            sleep(0.1)
        took = monotonic() - began
        reads = [step for step in stage.executions().items() if step[0].startswith("read ")]
        if len(reads) != count or any(times != 1 for _, times in reads):
            raise SystemExit("A file was missed, or read twice.")
        return took


def main() -> None:
    """Print both tables."""
    asked = argparse.ArgumentParser(description="How long after the last byte work begins.")
    asked.add_argument("--tries", type=int, default=20)
    asked.add_argument("--files", type=int, default=5_000)
    asked.add_argument("--poll", type=float, default=0.0)
    told = asked.parse_args()
    how = ("--poll", str(told.poll)) if told.poll else ()
    rows: list[tuple[object, ...]] = []
    if told.tries:
        found = waits(told.tries, *how)
        over = [seconds - QUIET_S for seconds in found]
        rows.append((f"last byte to first task, {told.tries} times, s", middle(found, 2), f"{percentile(found, 0.95):.2f}"))
        rows.append(("of that beyond the quiet time, s", middle(over, 2), f"{percentile(over, 0.95):.2f}"))
    if told.files:
        took = flood(told.files, *how)
        rows.append(
            (f"{told.files:,} small files at once until the result, s", f"{took:.0f}", f"{told.files / took:.0f} files/s")
        )
    print(table((f"looked at every {told.poll:g} s" if told.poll else "told by the system", "median (range)", "p95"), rows))


if __name__ == "__main__":
    main()
