"""`python -m benchmarks.hearing`: how well and how fast the guided engine hears. Prints one table."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

import numpy as np

from benchmarks.hearing.footage import Reel, reel
from benchmarks.hearing.judging import Verdict, judged
from benchmarks.hearing.scripts import SCRIPTS
from dropcut.domain.speech import Found
from dropcut.speech.guided import Guided
from tests.unit.speech.conftest import ENGLISH, recorded
from tests.unit.speech.voices import VOICES

_NOISES: Final = (None, 15.0, 5.0)


def reels() -> Iterator[Reel]:
    """Every script by every voice, the noise going round."""
    for seed, (script, voice) in enumerate((script, voice) for script in SCRIPTS for voice in VOICES):
        yield reel(script, voice, _NOISES[seed % len(_NOISES)], seed)


def main() -> None:
    verdicts: list[Verdict] = []
    strangers: list[int] = []
    seconds = spent = 0.0
    with TemporaryDirectory() as folder:
        for one in reels():
            started = process_time()
            own, others = _heard(one, Path(folder))
            verdicts.append(judged(one.attempts, own))
            strangers.extend(len(found.tries) for found in others)
            seconds += one.uttered.seconds * (1 + len(others))
            spent += process_time() - started
            print(
                f"{one.name:24} {row_of([verdicts[-1]])}; other scripts {sum(len(found.tries) for found in others)}", flush=True
            )
    print(f"{'all':24} {row_of(verdicts)}; other scripts {sum(strangers)} in {len(strangers)} searches of 8 lines")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{seconds:.0f} s searched, {seconds / spent:.1f} times real time on one core, {memory} MB at most")


def _heard(one: Reel, folder: Path) -> tuple[Found, list[Found]]:
    engine = Guided(folder)
    recording = recorded(one.uttered, folder)
    told = engine.hear(recording)
    own = engine.find(recording, told, SCRIPTS[one.script], ENGLISH)
    return own, [engine.find(recording, told, lines, ENGLISH) for name, lines in SCRIPTS.items() if name != one.script]


def row_of(verdicts: list[Verdict]) -> str:
    edges = [1000 * edge for verdict in verdicts for edge in verdict.edges]
    total = {name: sum(getattr(verdict, name) for verdict in verdicts) for name in Verdict.__annotations__ if name != "edges"}
    return (
        f"whole {total['whole_found']}/{total['whole']}, starts {total['starts_found']}/{total['starts']}"
        f" ({total['starts_called_whole']} called whole), false {total['false']},"
        f" edges median {np.median(edges):.0f} p90 {np.quantile(edges, 0.9):.0f} ms"
    )


if __name__ == "__main__":
    main()
