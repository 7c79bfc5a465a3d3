"""What is meant alike is found though it has none of the words; what is about other things is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from dropcut.domain.searching import Part, Passage, Question
from dropcut.domain.speech import Engine
from dropcut.ports.meaning import SIZE, Meaning, Vectors
from dropcut.search.by_meaning import found_by_meaning
from dropcut.search.here import understanding
from dropcut.search.index import Named, attached, fold, laid_out, write
from dropcut.search.nearness import SIGNS, kept, likeness, nearest
from tests.unit.search.model import need_minilm
from tests.unit.search.pairs import KEPT_BACK, TUNED


class Drawn:
    """Means of every text what is drawn for it: two texts are alike as far as their first words are the same."""

    engine = Engine(name="drawn", version="1")

    def vectors(self, texts: Sequence[str], pulse: Callable[[], None]) -> Vectors:
        pulse()
        rows = [np.random.default_rng(sum(text.split()[0].encode())).standard_normal(SIZE) for text in texts]
        told: Vectors = (np.array(rows) / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return told


@pytest.fixture
def merged(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Two jobs, one of them understood by somebody else."""
    index = sqlite3.connect(f"file:{tmp_path}/merged.sqlite", uri=True, isolation_level=None)
    laid_out(index)
    for job, engine in (("me/one", Drawn()), ("me/two", Drawn()), ("me/other", Other())):
        file = tmp_path / f"{job[3:]}.sqlite"
        texts = (f"sea {job}", f"wood {job}", f"night {job}")
        write(file, Named("", job), [Passage(part=Part.SCRIPT, text=text) for text in texts], lambda: None, engine)
        with attached(index, file):
            fold(index, Named(job, job))
    yield index
    index.close()


class Other(Drawn):
    engine = Engine(name="drawn", version="2")


def _found(index: sqlite3.Connection, words: str, meaning: Meaning | None, job: str = "") -> list[str]:
    question = Question(words=words, job=job)
    return [each.hit.text for each in found_by_meaning(index, question, lambda: meaning, ())]


def test_the_nearest_of_all_jobs_are_found_and_said_to_be_so(merged: sqlite3.Connection) -> None:
    assert _found(merged, "wood", Drawn()) == ["wood me/one", "wood me/two"]
    (hit, _) = found_by_meaning(merged, Question(words="sea"), Drawn, ())
    assert (hit.hit.by, hit.hit.marks) == ("meaning", ())


def test_one_job_alone_may_be_asked(merged: sqlite3.Connection) -> None:
    assert _found(merged, "wood", Drawn(), "me/two") == ["wood me/two"]
    assert _found(merged, "wood", Drawn(), "you/two") == []


def test_what_another_engine_understood_is_not_compared(merged: sqlite3.Connection) -> None:
    assert _found(merged, "wood", Other()) == ["wood me/other"]


def test_where_nothing_understands_nothing_is_found_by_meaning(merged: sqlite3.Connection) -> None:
    assert _found(merged, "wood", None) == []


def test_what_was_found_by_its_words_is_not_said_twice(merged: sqlite3.Connection) -> None:
    numbers = {each.number for each in found_by_meaning(merged, Question(words="wood"), Drawn, ())}
    assert list(found_by_meaning(merged, Question(words="wood"), Drawn, numbers)) == []


def test_few_bits_tell_nearly_what_the_numbers_do() -> None:
    rng = np.random.default_rng(7)
    rows = rng.standard_normal((5_000, SIZE)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    asked = rows[17:18] + rng.standard_normal((1, SIZE)).astype(np.float32) * 0.05
    signs, numbers = kept(rows)
    assert len(signs) == 5_000 * SIGNS
    portions = [signs[: 100 * SIGNS], b"", signs[100 * SIGNS :]]
    assert [nearest(each, asked, 50)[0] for each in ([signs], portions)] == [17, 17]
    assert nearest(iter([signs[16 * SIGNS : 18 * SIGNS]]), asked, 50).tolist() == [1, 0]
    alike = likeness([numbers[17 * SIZE : 18 * SIZE]], asked / np.linalg.norm(asked))
    assert abs(float(alike[0]) - float(rows[17] @ asked[0] / np.linalg.norm(asked))) < 0.01


@pytest.fixture(scope="module")
def understood(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """What was said of many things, understood once by the real model."""
    need_minilm()
    texts = [said for pairs in (TUNED, KEPT_BACK) for _, said in pairs.paraphrases]
    file = tmp_path_factory.mktemp("understood") / "one.sqlite"
    write(file, Named("", "x"), [Passage(part=Part.TRANSCRIPT, text=text) for text in texts], lambda: None, understanding())
    index = sqlite3.connect(file)
    yield index
    index.close()


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("drying", "glue"),
        ("how to bake bread", "oven"),
        ("a summary of sales", "sales"),
        ("quantum physics of black holes", ""),
        ("tax law in France", ""),
        ("zebra", ""),
    ],
)
def test_the_model_finds_what_is_meant(understood: sqlite3.Connection, asked: str, word: str) -> None:
    found = _found(understood, asked, understanding())
    assert any(word in text for text in found) if word else found == []
