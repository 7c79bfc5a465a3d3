"""What a text means is found out once: an index that is made anew takes it from the one before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from dropcut.domain.searching import Part, Passage
from dropcut.ports.meaning import Vectors
from dropcut.search.index import Named, write
from tests.unit.search.test_by_meaning import Drawn, Other


class Counting(Drawn):
    """Tells what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def vectors(self, texts: Sequence[str], pulse: Callable[[], None]) -> Vectors:
        self.asked += texts
        return super().vectors(texts, pulse)


def indexed(file: Path, texts: Sequence[str], meaning: Drawn, earlier: Path | None = None) -> Path:
    passages = [Passage(part=Part.TRANSCRIPT, text=text) for text in texts]
    write(file, Named("", "x"), passages, lambda: None, meaning, earlier)
    return file


def kept(file: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as index:
        return index.execute("SELECT * FROM meaning").fetchall()


def test_after_an_edit_only_what_is_new_is_understood(tmp_path: Path) -> None:
    earlier = indexed(tmp_path / "a", ["sea", "wood", "night"], Drawn())
    meaning = Counting()
    now = indexed(tmp_path / "b", ["night", "harbour", "sea"], meaning, earlier)
    assert meaning.asked == ["harbour"]
    assert kept(now) == kept(indexed(tmp_path / "c", ["night", "harbour", "sea"], Drawn()))


def test_a_text_that_is_there_twice_is_understood_once(tmp_path: Path) -> None:
    meaning = Counting()
    indexed(tmp_path / "a", ["sea", "wood", "sea"], meaning)
    assert meaning.asked == ["sea", "wood"]


def test_what_another_engine_understood_is_understood_anew(tmp_path: Path) -> None:
    earlier = indexed(tmp_path / "a", ["sea", "wood"], Other())
    meaning = Counting()
    indexed(tmp_path / "b", ["sea", "wood"], meaning, earlier)
    assert meaning.asked == ["sea", "wood"]


def test_an_earlier_index_that_nobody_understood_is_no_trouble(tmp_path: Path) -> None:
    write(tmp_path / "a", Named("", "x"), [Passage(part=Part.TRANSCRIPT, text="sea")], lambda: None)
    meaning = Counting()
    indexed(tmp_path / "b", ["sea"], meaning, tmp_path / "a")
    assert meaning.asked == ["sea"]
