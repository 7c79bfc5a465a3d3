"""`python -m benchmarks.hearing.long`: a script of 64 lines, looked for group by group in its footage, as `make` does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

from benchmarks.hearing.__main__ import row_of
from benchmarks.hearing.footage import Attempt, Reel, reel
from benchmarks.hearing.judging import Verdict, judged
from benchmarks.hearing.scripts import LONG, SCRIPTS
from dropcut.domain.speech import Found, Try
from dropcut.editing.groups import groups_of
from dropcut.speech.guided import Guided
from tests.unit.speech.conftest import ENGLISH, recorded
from tests.unit.speech.voices import VOICES

_NOISES: Final = (None, 15.0, 5.0)
_ROUNDS: Final = 2


def clips() -> Iterator[tuple[Reel, float | None]]:
    """Each part of the script filmed by two voices; the lines numbered as in the whole."""
    for turn in range(_ROUNDS):
        for number, script in enumerate(SCRIPTS):
            noise = _NOISES[(number + turn) % len(_NOISES)]
            one = reel(script, VOICES[(number + turn) % len(VOICES)], noise, 10 * number + turn)
            first = LONG.index(SCRIPTS[script][0])
            attempts = tuple(Attempt(each.line + first, each.whole, each.words) for each in one.attempts)
            yield Reel(one.name, script, one.uttered, attempts), noise


def main() -> None:
    verdicts: list[Verdict] = []
    figures: dict[str, list[tuple[float, float, float]]] = {}
    for clip, noise in clips():
        found, hearing, finding = _heard(clip)
        verdicts.append(judged(clip.attempts, found))
        figures.setdefault("5 dB" if noise == min(n for n in _NOISES if n) else "clear", []).append(
            (clip.uttered.seconds, hearing, finding)
        )
        print(f"{clip.name:24} {row_of(verdicts[-1:])}; {clip.uttered.seconds / (hearing + finding):.1f} x", flush=True)
    print(f"{'all':24} {row_of(verdicts)}")
    for name, times in figures.items():
        seconds, hearing, finding = (sum(column) for column in zip(*times, strict=True))
        print(f"{name}: {seconds:.0f} s; transcribe {seconds / hearing:.0f} x, find {seconds / finding:.1f} x in all groups,")
        print(f"    together {seconds / (hearing + finding):.1f} times real time on one core")


def _heard(clip: Reel) -> tuple[Found, float, float]:
    with TemporaryDirectory() as folder:
        engine = Guided(Path(folder))
        recording = recorded(clip.uttered, Path(folder))
        began = process_time()
        told = engine.hear(recording)
        heard = process_time()
        tries: list[Try] = []
        for group in groups_of(LONG):
            found = engine.find(recording, told, [LONG[at] for at in group], ENGLISH)
            tries.extend(one.model_copy(update={"line": group[one.line]}) for one in found.tries)
        tries.sort(key=lambda one: one.start)
        return Found(engine=engine.engine, tries=tuple(tries), strays=()), heard - began, process_time() - heard


if __name__ == "__main__":
    main()
