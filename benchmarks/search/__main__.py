"""`python -m benchmarks.search [HOURS] [--meaning]`: what `benchmarks/results.md` says of searching, measured anew."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final

import numpy as np

from benchmarks.search.talking import Speaker
from benchmarks.tables import percentile, table
from dropcut.domain.searching import Passage, Question
from dropcut.domain.speech import Engine
from dropcut.domain.values import Sha256
from dropcut.ports.meaning import SIZE
from dropcut.search.answering import found_by_words
from dropcut.search.by_meaning import found_by_meaning
from dropcut.search.index import Named, write
from dropcut.search.merged import Merged
from dropcut.search.terms import terms_of

if TYPE_CHECKING:
    from dropcut.ports.meaning import Vectors

_HOURS: Final = 1_000
_QUESTIONS: Final = 500
_UPDATES: Final = 20


class Drawn:
    """Stands for a model: what a text means is drawn from it. It costs no time, so that looking through is what is timed."""

    engine = Engine(name="drawn", version="1")

    def vectors(self, texts: Sequence[str], pulse: Callable[[], None]) -> Vectors:
        pulse()
        rows = np.stack([np.random.default_rng(hash(text) & 0xFFFFFFFF).standard_normal(SIZE, np.float32) for text in texts])
        level: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return level


class Home:
    """Jobs of an hour each, and what is merged of them."""

    def __init__(self, folder: Path, meaning: Drawn | None) -> None:
        self._folder = folder
        self._meaning = meaning
        self.speaker = Speaker(1)
        self.files: dict[str, Path] = {}
        self.versions: dict[str, Sha256] = {}
        self.merged = Merged(folder / "merged.sqlite")
        self.passages = 0

    def index(self, job: str, passages: list[Passage]) -> None:
        """Write the index of a job, as its step does."""
        file = self._folder / f"{self.passages}.sqlite"
        self.passages += write(file, Named("", job), passages, lambda: None, self._meaning)
        with file.open("rb") as written:
            self.versions[job] = Sha256(sha256(written.read()).hexdigest())
        self.files[job] = file

    def follow(self) -> None:
        """Fold in what is new."""
        if self.merged.follow(self.versions, lambda job: self.files[job]):
            raise RuntimeError("an index could not be read")

    def ask(self, words: str) -> int:
        """One answer; gives how many hits a first page has."""
        question = Question(words=words)
        with self.merged.read() as index:
            return len(list(islice(found_by_words(index, question, terms_of(words)), question.most)))

    def mean(self, words: str) -> int:
        """The same by meaning."""
        with self.merged.read() as index:
            return len(list(found_by_meaning(index, Question(words=words), lambda: self._meaning, ())))


def main(hours: int, *, by_meaning: bool) -> None:
    """Make a home of so many hours, and ask it."""
    with TemporaryDirectory() as name:
        home = Home(Path(name), Drawn() if by_meaning else None)
        first = list[float]()
        for number in range(hours):
            passages = home.speaker.hour()
            with _timed(first):
                home.index(f"me/{number}", passages)
            if number % 50 == 0:
                home.follow()
        whole = list[float]()
        with _timed(whole):
            home.merged.discard()
            home.follow()
        size = sum(file.stat().st_size for file in Path(name).glob("merged*"))
        asked = _asked(home.ask, home.speaker.questions(_QUESTIONS))
        updated = [_updated(home, number) for number in range(_UPDATES)]
        rows = [
            ("a question, p50", f"{percentile(asked, 0.5) * 1000:.1f} ms"),
            ("a question, p95", f"{percentile(asked, 0.95) * 1000:.1f} ms"),
            ("a question, the slowest", f"{max(asked) * 1000:.1f} ms"),
            ("the index of one job written (an hour), p95", f"{percentile(first, 0.95) * 1000:.0f} ms"),
            ("one changed job: its index written and folded in, p95", f"{percentile(updated, 0.95) * 1000:.0f} ms"),
            ("the merged index made from nothing", f"{whole[0]:.1f} s"),
            ("its size", f"{size / 1_000_000:.0f} MB"),
        ]
        if by_meaning:
            meant = _asked(home.mean, home.speaker.questions(_QUESTIONS // 5))
            rows.append(
                ("a question by meaning, the model's own time left out, p95", f"{percentile(meant, 0.95) * 1000:.1f} ms")
            )
        print(table((f"{hours} jobs, {home.passages} passages", ""), rows))


def _updated(home: Home, number: int) -> float:
    """How long until what a job says anew is found."""
    passages = home.speaker.hour()
    took = list[float]()
    with _timed(took):
        home.index(f"me/{number}", passages)
        home.follow()
    return took[0]


def _asked(ask: Callable[[str], int], questions: Iterator[str]) -> list[float]:
    took = list[float]()
    for question in questions:
        with _timed(took):
            ask(question)
    return took


@contextmanager
def _timed(into: list[float]) -> Iterator[None]:
    began = perf_counter()
    yield
    into.append(perf_counter() - began)


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    main(numbers[0] if numbers else _HOURS, by_meaning="--meaning" in sys.argv)
