"""`python -m benchmarks.whole`: one drop of ten minutes in 1080p, made from nothing, then after edits of one line.

Tells where the time goes, beside what no program can go below, and what each edit costs. `--preset draft --minutes 1
--compared 5` makes every edited drop from nothing too, and compares frames and samples.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.cutting.making import installed
from benchmarks.tables import table
from benchmarks.whole.editing import Drop, Edited, edited
from benchmarks.whole.edits import edits
from benchmarks.whole.filming import film
from benchmarks.whole.floor import floor
from benchmarks.whole.keeping import forget
from benchmarks.whole.running import Ran
from benchmarks.whole.shooting import Shooting, shooting

_DRAFT: Final = "draft"


def main() -> None:
    """Print both tables."""
    asked = _arguments()
    with TemporaryDirectory() as temporary:
        folder = (asked.keep or Path(temporary)) / "reel"
        shot = shooting(asked.minutes)
        film(shot, folder)
        forget(folder)
        drop = Drop(folder, _typed(asked), shot.lines)
        print(f"{asked.minutes:g} minutes in {len(shot.clips)} clips, {len(shot.lines)} lines. {_load()}", flush=True)
        first = drop.make()
        print(f"{_whole(shot, first)}\n\n{_steps(first)}\n", flush=True)
        if asked.preset != _DRAFT:
            alone = floor(folder, first.report, folder.with_name("floor.mp4"))
            print(
                f"The same stretches decoded and encoded alone, no sound: {alone.wall:.0f} s, {alone.cpu:.0f} s of CPU.",
                _load(),
            )
        print(_edits(list(edited(drop, first, edits(shot, first.report), asked.compared))))
        print(_load())


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.whole")
    parser.add_argument("--minutes", type=float, default=10, help="of footage")
    parser.add_argument("--keep", type=Path, help="a folder in which to leave the footage, and to find it the next time")
    parser.add_argument("--preset", default="web")
    parser.add_argument("--compared", type=int, default=1, help="so many of the five edits are made from nothing too")
    parser.add_argument("--command", default=installed(), help="which dropcut")
    return parser.parse_args()


def _typed(asked: Namespace) -> tuple[str, ...]:
    return (asked.command, "--speech", "guided", "--preset", asked.preset)


def _load() -> str:
    return f"Load: {', '.join(f'{load:.1f}' for load in os.getloadavg())}."


def _whole(shot: Shooting, first: Ran) -> str:
    footage = sum(clip.seconds for clip in shot.clips)
    heard = first.of("transcribe").seconds + first.of("find").seconds
    return (
        f"From nothing: {first.seconds:.0f} s, {first.cpu:.0f} s of CPU, for a programme of {first.report['duration']:.0f} s;"
        f" hearing {footage / heard:.1f} times real time on one core."
    )


def _steps(first: Ran) -> str:
    whole = sum(tasks.seconds for tasks in first.steps.values())
    rows = [(name, tasks.run, f"{tasks.seconds:.1f}", f"{tasks.seconds / whole:.0%}") for name, tasks in first.steps.items()]
    return table(("step", "tasks", "seconds of work", "share"), [*rows, ("all", "", f"{whole:.1f}", "")])


def _edits(all_of_them: Sequence[Edited]) -> str:
    spent = ("wall s", "of the first", "CPU s", "of the first")
    head = ("edit", *spent, "rendered", "heard", "searches", "groups", "sound s", "as from nothing", "broken")
    return table(head, [_row(one) for one in all_of_them])


def _row(one: Edited) -> tuple[object, ...]:
    of = one.ran.of
    return (
        one.edit.name,
        f"{one.ran.seconds:.1f}",
        f"{one.share:.1%}",
        f"{one.ran.cpu:.1f}",
        f"{one.ran.cpu / one.first.cpu:.1%}",
        of("render").run,
        of("transcribe").run,
        of("find").run,
        one.groups,
        f"{of('mix').seconds:.1f}",
        {None: "not tried", True: "yes", False: "no"}[one.same],
        "; ".join(one.broken()) or "none",
    )


if __name__ == "__main__":
    main()
