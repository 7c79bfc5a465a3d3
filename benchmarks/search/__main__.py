"""`python -m benchmarks.search [HOURS] [--meaning]`: what `benchmarks/results.md` says of searching, measured anew."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from benchmarks.search.talking import Speaker
from benchmarks.tables import ms, percentile, table
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


class Took(NamedTuple):
    """How long something took, in seconds."""

    clock: float
    worked: float


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
        first = list[Took]()
        for number in range(hours):
            passages = home.speaker.hour()
            with _timed(first):
                home.index(f"me/{number}", passages)
            if number % 50 == 0:
                home.follow()
        whole = list[Took]()
        with _timed(whole):
            home.merged.discard()
            home.follow()
        size = sum(file.stat().st_size for file in Path(name).glob("merged*"))
        asked = _asked(home.ask, home.speaker.questions(_QUESTIONS))
        updated = [_updated(home, number) for number in range(_UPDATES)]
        rows = [
            _row("a question, p50", asked, 0.5),
            _row("a question, p95", asked, 0.95),
            _row("a question, the slowest", asked, 1),
            _row("the index of one job (an hour) written, p95", first, 0.95),
            _row("one changed job: its index written and folded in, p95", updated, 0.95),
            _row("the merged index made from nothing", whole, 0),
        ]
        if by_meaning:
            meant = _asked(home.mean, home.speaker.questions(_QUESTIONS // 5))
            rows.append(_row("a question by meaning, without the model's own time, p95", meant, 0.95))
        print(table((f"{hours} jobs, {home.passages} passages, merged: {size // 1_000_000} MB", "clock", "processor"), rows))


def _updated(home: Home, number: int) -> Took:
    """How long until what a job says anew is found."""
    passages = home.speaker.hour()
    took = list[Took]()
    with _timed(took):
        home.index(f"me/{number}", passages)
        home.follow()
    return took[0]


def _asked(ask: Callable[[str], int], questions: Iterator[str]) -> list[Took]:
    took = list[Took]()
    for question in questions:
        with _timed(took):
            ask(question)
    return took


@contextmanager
def _timed(into: list[Took]) -> Iterator[None]:
    began, worked = perf_counter(), process_time()
    yield
    into.append(Took(perf_counter() - began, process_time() - worked))


def _row(what: str, figures: list[Took], share: float) -> tuple[str, str, str]:
    """By the clock and by the processor: on a busy machine the first is longer."""
    clock, worked = (percentile([each[kind] for each in figures], share) for kind in (0, 1))
    return what, ms(clock), ms(worked)


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    main(numbers[0] if numbers else _HOURS, by_meaning="--meaning" in sys.argv)
