"""`python -m benchmarks.cutting`: how good the cut is. Films drops, makes them with the installed command, prints one table."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cutting.drops import Filmed, film, plans
from benchmarks.cutting.making import installed
from benchmarks.cutting.recorded import filmed_from
from benchmarks.cutting.scoring import Scored, printed, scored


def main() -> None:
    """Options: see `--help`. What is filmed is thrown away, unless a folder to keep it in is named."""
    asked = _arguments()
    with TemporaryDirectory() as temporary:
        place = asked.keep or Path(temporary)
        results = list(_results(_filmed(asked, place), asked))
    print(printed(results))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cutting", description=__doc__)
    parser.add_argument("--drops", type=int, help="film so many drops only, spread over all")
    parser.add_argument("--recordings", type=Path, help="a folder of *.wav or *.flac with *.txt beside them: use these voices")
    parser.add_argument("--keep", type=Path, help="an empty folder in which to leave the drops and what was made of them")
    parser.add_argument("--no-strangers", action="store_true", help="do not make every drop with another drop's script too")
    parser.add_argument("--command", default=installed(), help="which dropcut")
    parser.add_argument("--options", default="--speech guided", help="what else to type after dropcut make FOLDER")
    return parser.parse_args()


def _filmed(asked: argparse.Namespace, place: Path) -> Iterator[Filmed]:
    if asked.recordings:
        yield from filmed_from(asked.recordings, place, asked.drops or 8)
        return
    every = list(plans())
    step = max(1, len(every) // asked.drops) if asked.drops else 1
    for plan in every[::step]:
        yield film(plan, place / f"{plan.seed:02} {plan.name}".replace(",", ""))


def _results(drops: Iterable[Filmed], asked: argparse.Namespace) -> Iterator[Scored]:
    for drop in drops:
        result = scored(drop, (asked.command, *asked.options.split()), strangers=not asked.no_strangers)
        print(f"{drop.name}: {result.sentence}", file=sys.stderr, flush=True)
        yield result
        if not asked.keep:
            shutil.rmtree(drop.folder)


if __name__ == "__main__":
    main()
