"""`python -m tests.simulation --seeds 10000 --from 0`: run many seeds; the last line printed sums them up."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic

from tests.simulation.many import Tally, simulate
from tests.simulation.seed import run_seed


def main() -> int:
    """Run what was asked for; 1 when a promise was broken, or a kind of fault never fired."""
    asked = ArgumentParser(prog="simulation", description=__doc__)
    asked.add_argument("--seeds", type=int, default=10_000, help="how many")
    asked.add_argument("--from", type=int, default=0, dest="first", help="the first one")
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--resume", type=Path, help="a file that remembers how far earlier calls came")
    asked.add_argument("--show", type=int, metavar="SEED", help="print the trace of one seed instead")
    given = asked.parse_args()
    if given.show is not None:
        return _show(given.show)
    return _run(given.first, given.seeds, given.processes, given.resume)


def _run(start: int, count: int, processes: int, resume: Path | None) -> int:
    done = _done(resume)
    first, tally, begun = start + done, Tally(), monotonic()
    for portion in simulate(first, count, processes):
        tally.add(portion)
        for seed, violation in portion.violations:
            print(f"seed {seed}: {violation}", flush=True)
        if resume is not None:
            resume.write_text(json.dumps({"done": done + tally.count}))
    for fault in sorted(tally.struck, key=lambda fault: -tally.struck[fault]):
        print(f"{tally.struck[fault]:>9}  {fault}")
    print(_summary(first, tally, monotonic() - begun))
    return 1 if tally.violations or tally.never_fired else 0


def _summary(first: int, tally: Tally, seconds: float) -> str:
    broken = (
        f"seed {tally.violations[0][0]} and {len(tally.violations) - 1} more broke a promise"
        if tally.violations
        else "every promise kept"
    )
    silent = f"never fired: {', '.join(tally.never_fired)}; " if tally.never_fired else ""
    faults = f"{tally.struck.total()} faults of {sum(1 for count in tally.struck.values() if count)} kinds"
    speed = f"{tally.count / max(seconds, 0.001):.0f} seeds/s"
    told = f"{broken}; {silent}{faults}; {speed}; traces {tally.traces[:16]}"
    return f"simulated {tally.count} seeds from {first} in {seconds:.0f} s: {told}"


def _done(resume: Path | None) -> int:
    """How many seeds earlier calls ran."""
    if resume is None or not resume.exists():
        return 0
    return int(json.loads(resume.read_text())["done"])


def _show(seed: int) -> int:
    ran = run_seed(seed)
    print("\n".join(ran.trace))
    print(ran.violation or "every promise kept")
    return 1 if ran.violation else 0


if __name__ == "__main__":
    sys.exit(main())
