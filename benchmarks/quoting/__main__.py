"""`python -m benchmarks.quoting`: one drop is made to calibrate, then ten others are quoted and made; prints both figures.

The time is that of `dropcut make` from begin to end. Run it on a quiet machine: what else is at work there is in the figures.
With `--kept FOLDER --minutes 5` it goes in portions: said again, it goes on where it stopped. A drop beside which others had
more than a twentieth of the machine is made once more, whatever came out; of three tries the least disturbed counts. How much
slower the machine itself was than while it calibrated is told beside: others on the same metal cannot be sent away.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Final

from benchmarks.cutting.making import installed
from benchmarks.quoting.drops import CALIBRATION, PLANS, Plan, film
from benchmarks.quoting.keeping import Kept
from benchmarks.quoting.running import Bench, Calibrated, Compared
from benchmarks.tables import table

_ALLOWED: Final = 0.25
_QUIET: Final = 0.05
"""So much of the machine is its own: writing back what was written."""
_TRIES: Final = 3


def main() -> None:
    """Print the table."""
    asked = _arguments()
    with TemporaryDirectory() as temporary:
        kept = Kept(asked.kept or Path(temporary) / "kept")
        plans = PLANS[: asked.drops]
        _go_on(asked, kept, plans, Path(temporary) / "drop")
        told = kept.compared()
        compared = [told[plan.name] for plan in plans if plan.name in told]
    if len(compared) < len(plans):
        print(f"{len(compared)} of {len(plans)} so far: say it again to go on.")
    print(f"\n{_table(compared)}\n")
    if asked.steps:
        print(f"{_steps(compared)}\n")
    within = sum(abs(one.off) <= _ALLOWED for one in compared)
    alike = sum(abs(one.off_alike) <= _ALLOWED for one in compared)
    print(f"{within} of {len(compared)} within {_ALLOWED:.0%}; {alike} had the machine been as fast as while it calibrated.")
    print(f"Load: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.quoting")
    parser.add_argument("--drops", type=int, default=len(PLANS), help="only the first so many")
    parser.add_argument("--steps", action="store_true", help="tell of each step too")
    parser.add_argument("--command", default=installed(), help="which dropcut")
    parser.add_argument("--kept", type=Path, help="what was learned and measured stays in this folder")
    parser.add_argument("--minutes", type=float, default=600.0, help="begin no drop after so many")
    return parser.parse_args()


def _go_on(asked: Namespace, kept: Kept, plans: Sequence[Plan], folder: Path) -> None:
    """All that is not measured yet, for as long as may be."""
    began = monotonic()
    bench = Bench(asked.command, kept.money)
    calibrated = kept.calibrated or _calibrated(bench, kept, folder)
    for plan in plans:
        if plan.name not in kept.compared() and monotonic() - began < 60 * asked.minutes:
            kept.keep(_one(bench, calibrated, plan, folder))


def _calibrated(bench: Bench, kept: Kept, folder: Path) -> Calibrated:
    tries = list[Calibrated]()
    while len(tries) < _TRIES and not any(one.others <= _QUIET for one in tries):
        film(CALIBRATION, folder)
        tries.append(bench.calibrated(folder))
        rmtree(folder)
        print(f"calibrated; others had {tries[-1].others:.0%} of the machine", flush=True)
    kept.calibrate(tries[-1])
    return tries[-1]


def _one(bench: Bench, calibrated: Calibrated, plan: Plan, folder: Path) -> Compared:
    tries = list[Compared]()
    while len(tries) < _TRIES and not any(one.others <= _QUIET for one in tries):
        tries.append(_tried(bench, calibrated, plan, folder))
        print(_said(tries[-1]), flush=True)
    return min(tries, key=lambda one: one.others)


def _tried(bench: Bench, calibrated: Calibrated, plan: Plan, folder: Path) -> Compared:
    seconds = film(plan, folder)
    try:
        return bench.compared(plan.name, seconds, folder, calibrated.piece_s)
    finally:
        rmtree(folder)


def _said(one: Compared) -> str:
    said = f"{one.name}: quoted {one.quoted_s:.1f} s, took {one.took_s:.1f} s ({one.off:+.0%}), "
    return f"{said}others had {one.others:.0%}, the machine was {one.slower:.2f} times slower ({one.off_alike:+.0%})"


def _table(compared: Sequence[Compared]) -> str:
    head = (
        "drop",
        "footage s",
        "cut s",
        "quoted s",
        "low",
        "high",
        "took s",
        "off",
        "work quoted s",
        "done s",
        "off",
        "asking s",
        "others",
        "slower",
        "off, as if as fast",
    )
    return table(head, [_row(one) for one in compared])


def _row(one: Compared) -> tuple[str, ...]:
    seconds = (one.footage_s, one.cut_s, one.quoted_s, one.low_s, one.high_s, one.took_s)
    work = (
        f"{one.quoted_work_s:.1f}",
        f"{one.worked_s:.1f}",
        f"{one.work_off:+.0%}",
        f"{one.asking_s:.1f}",
        f"{one.others:.0%}",
        f"{one.slower:.2f}",
        f"{one.off_alike:+.0%}",
    )
    return (one.name, *(f"{each:.1f}" for each in seconds), f"{one.off:+.0%}", *work)


def _steps(compared: Sequence[Compared]) -> str:
    names = dict.fromkeys(step for one in compared for step in one.steps)
    rows = []
    for name in names:
        pairs = [one.steps.get(name, (0.0, 0.0)) for one in compared]
        rows.append((name, *(f"{quoted:.2f}/{done:.2f}" for quoted, done in pairs)))
    return table(("step, s quoted/done", *(one.name for one in compared)), rows)


if __name__ == "__main__":
    main()
