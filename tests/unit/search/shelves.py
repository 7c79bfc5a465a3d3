"""Indexes for tests: of passages, on disk, merged or alone."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from dropcut.domain.searching import Hit, Part, Passage, Question
from dropcut.domain.values import Millis, Sha256
from dropcut.search.answering import found_by_words
from dropcut.search.index import Named, write
from dropcut.search.merged import Merged
from dropcut.search.terms import terms_of


def said(text: str, start: int = 0, following: str = "", clip: str = "take1.mp4") -> Passage:
    """A phrase of a transcript, a word every half second."""
    count = len(f"{text} {following}".split())
    times = tuple(Millis(500 * at) for at in range(count))
    return Passage(part=Part.TRANSCRIPT, text=text, next=following, clip=clip, start=Millis(start), times=times)


class Shelf:
    """Jobs' indexes in a folder, and the merged one that is asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] = {}
        self._written = 0
        self.merged = Merged(folder / "merged.sqlite")
        self.read: list[str] = []
        """Which jobs' files were asked for."""

    def put(self, job: str, *passages: Passage) -> None:
        self._written += 1
        file = self._folder / f"{self._written}.sqlite"
        write(file, Named("", job), passages, lambda: None)
        self._files[job] = file

    def drop(self, job: str) -> None:
        del self._files[job]

    def follow(self) -> int:
        self.read = []
        return self.merged.follow({job: self._version(file) for job, file in self._files.items()}, self._fetch)

    def ask(self, words: str, job: str = "", part: Part | None = None) -> Sequence[Hit]:
        self.follow()
        with self.merged.read() as index:
            question = Question(words=words, job=job, part=part)
            return [each.hit for each in found_by_words(index, question, terms_of(words))]

    def texts(self, words: str) -> list[str]:
        return [hit.text for hit in self.ask(words)]

    def _fetch(self, job: str) -> Path | None:
        self.read.append(job)
        return self._files[job] if self._files[job].exists() else None

    def _version(self, file: Path) -> Sha256:
        return Sha256(sha256(file.name.encode()).hexdigest())
