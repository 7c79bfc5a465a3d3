"""What was said is found by its words, whoever types them, whatever else they type."""

from __future__ import annotations

import sqlite3
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dropcut.domain.searching import Part, Passage, Question
from dropcut.domain.values import Millis
from dropcut.search.answering import found_by_words
from dropcut.search.index import Named, write
from dropcut.search.terms import terms_of
from dropcut.search.words import folded
from tests.unit.search.shelves import Shelf, said


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_every_word_must_be_there_in_any_order(shelf: Shelf) -> None:
    shelf.put("me/sea", said("the harbour sleeps at night"), said("the night train"))
    assert shelf.texts("night harbour") == ["the harbour sleeps at night"]


def test_a_phrase_must_be_there_in_its_order(shelf: Shelf) -> None:
    shelf.put("me/sea", said("the night train leaves"), said("train the night shift"))
    assert shelf.texts('"night train"') == ["the night train leaves"]
    assert shelf.texts("“night train”") == ["the night train leaves"]


def test_a_star_finds_how_a_word_begins(shelf: Shelf) -> None:
    shelf.put("me/sea", said("the harbour sleeps"), said("hardly anybody"))
    assert shelf.texts("harb*") == ["the harbour sleeps"]
    assert sorted(shelf.texts("har*")) == ["hardly anybody", "the harbour sleeps"]
    assert shelf.texts("harb") == []
    assert shelf.texts('"the harb*"') == ["the harbour sleeps"]


def test_a_phrase_is_found_that_runs_on_into_the_next_passage_and_only_once(shelf: Shelf) -> None:
    shelf.put("me/sea", said("we left at", 0, "dawn by boat"), said("dawn by boat", 1500))
    hits = shelf.ask('"left at dawn"')
    assert [hit.start for hit in hits] == [Fraction(1, 2)]
    assert [hit.text for hit in shelf.ask("dawn")] == ["dawn by boat"]


def test_a_hit_tells_the_moment_of_the_word_itself(shelf: Shelf) -> None:
    shelf.put("me/sea", said("a boat came in from the sea", 60_000))
    (hit,) = shelf.ask("sea")
    assert (hit.clip, hit.start) == ("take1.mp4", Fraction(63))
    assert [hit.text[start:end] for start, end in hit.marks] == ["sea"]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Das Mädchen grüßt", "madchen grusst"),
        ("un café à Orléans", "CAFE orleans"),
        ("cafe\u0301 noir", "café"),
        ("Smørrebrød", "smorrebrod"),
        ("Łódź", "lodz"),
        ("ΣΊΣΥΦΟΣ", "σισυφος"),
        ("שָׁלוֹם", "שלום"),
        ("don't look", "dont look"),
        ("dont look", "don't look"),
        ("don’t look", "don't"),
        ("l'amour dure", "amour"),
        ("l'amour dure", "l’amour"),
        ("John's boat", "johns"),
        ("well-known re-take", "well known"),
        ("well-known re-take", "re-take"),
        ("私は日本語を話します", "日本語"),
        ("ｶﾀｶﾅで書く", "カタカナ"),
        ("เขาพูดภาษาไทยได้", "ภาษาไทย"),
        ("학교에서 만나요", "학교"),
        ("हिन्दी में बोलो", "हिन्दी"),
        ("iPhone15を買う", "iphone15"),
        ("①②", "12"),
    ],
)
def test_words_meet_whoever_spells_them(shelf: Shelf, text: str, typed: str) -> None:
    shelf.put("me/words", said(text))
    assert shelf.texts(typed) == [text]


@pytest.mark.parametrize(("text", "typed"), [("日本語", "本日"), ("かき", "がき"), ("कि", "की")])
def test_other_words_are_other_words(shelf: Shelf, text: str, typed: str) -> None:
    shelf.put("me/words", said(text))
    assert shelf.texts(typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        '""',
        '"unbalanced',
        "'",
        "a OR",
        "NOT b",
        "NEAR(a b)",
        "folded:a",
        "a AND (b",
        "^a",
        "a*b",
        "* *",
        "a -b + c",
        "{a b}: c",
        "a\x00b",
        "\ue001",
        "\ud800\udcff",
        "🎬🎬",
        "';DROP TABLE words;--",
        "(" * 500,
        '"' * 501,
        "x" * 10_000,
        "a " * 10_000,
        '"' + "don't " * 200 + '"',
        "\u202e\u200b\ufeff",
        "%s{}\\",
    ],
)
def test_nothing_that_is_typed_is_an_error(shelf: Shelf, typed: str) -> None:
    shelf.put("me/sea", said("a b c or near folded"))
    shelf.ask(typed)


def test_what_looks_like_a_rule_of_the_index_is_only_words(shelf: Shelf) -> None:
    shelf.put("me/sea", said("near or not"), said("something else"))
    assert shelf.texts("near OR not") == ["near or not"]
    assert shelf.texts('else" OR "near') == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.characters(), max_size=60), text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_is_said_and_asked_is_survived(tmp_path_factory: pytest.TempPathFactory, typed: str, text: str) -> None:
    file = tmp_path_factory.mktemp("index") / "one.sqlite"
    write(file, Named("", "any"), [Passage(part=Part.SCRIPT, text=text)], lambda: None)
    index = sqlite3.connect(file)
    for words in (typed, text, f'"{text}"'):
        list(found_by_words(index, Question(words=words), terms_of(words)))
    if folded(text) and len(text) < 30 and '"' not in text and "*" not in text:
        assert list(found_by_words(index, Question(words=text), terms_of(text)))
    index.close()


def test_one_job_or_one_part_may_be_asked_alone(shelf: Shelf) -> None:
    shelf.put("me/one", said("the sea"), Passage(part=Part.SCRIPT, text="The sea.", line=3))
    shelf.put("me/two", said("the sea"))
    assert {hit.job for hit in shelf.ask("sea")} == {"me/one", "me/two"}
    assert {hit.job for hit in shelf.ask("sea", job="me/two")} == {"me/two"}
    assert shelf.ask("sea", job="you/one") == []
    assert [hit.line for hit in shelf.ask("sea", part=Part.SCRIPT)] == [3]


def test_a_rare_word_says_more_than_a_common_one_across_jobs(shelf: Shelf) -> None:
    """Scores are of the merged index: what one job says all day is common only if all do."""
    shelf.put("me/sea", *(said(f"sea number {at}") for at in range(50)), said("sea gull"))
    shelf.put("me/gulls", *(said(f"gull number {at}") for at in range(3)))
    assert shelf.ask("sea gull*")[0].text == "sea gull"
    sea, gull = shelf.ask("sea")[0].score, shelf.ask("gull")[0].score
    assert gull > sea


def test_a_long_passage_is_shown_around_what_was_found(shelf: Shelf) -> None:
    shelf.put("me/sea", Passage(part=Part.REPORT, text=f"{'before ' * 100}needle {'after ' * 100}"))
    (hit,) = shelf.ask("needle")
    assert len(hit.text) < 260
    assert [hit.text[start:end] for start, end in hit.marks] == ["needle"]


def test_only_what_changed_is_read_again(shelf: Shelf) -> None:
    for number in range(5):
        shelf.put(f"me/{number}", said(f"word{number}"))
    shelf.follow()
    assert len(shelf.read) == 5
    shelf.put("me/3", said("changed"))
    shelf.drop("me/4")
    shelf.follow()
    assert shelf.read == ["me/3"]
    assert (shelf.texts("word3"), shelf.texts("word4"), shelf.texts("changed")) == ([], [], ["changed"])


def test_the_merged_index_may_be_thrown_away_or_damaged(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put("me/sea", said("the sea"))
    assert shelf.texts("sea") == ["the sea"]
    shelf.merged.discard()
    assert shelf.texts("sea") == ["the sea"]
    (tmp_path / "merged.sqlite").write_bytes(b"no database" * 1000)
    assert shelf.texts("sea") == ["the sea"]


def test_a_lost_index_costs_its_own_job_and_is_told(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put("me/lost", said("the sea"))
    shelf.put("me/kept", said("the sea"))
    (tmp_path / "1.sqlite").unlink()
    assert shelf.follow() == 1
    assert [hit.job for hit in shelf.ask("sea")] == ["me/kept"]


def test_the_same_passages_make_the_same_bytes(tmp_path: Path) -> None:
    passages = [said(f"line {number}", number) for number in range(700)]
    files = [tmp_path / "a.sqlite", tmp_path / "b.sqlite"]
    for file in files:
        write(file, Named("", "sea"), passages, lambda: None)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_many_hits_are_ranked_without_waiting(shelf: Shelf) -> None:
    shelf.put("me/sea", *(said("the sea", at) for at in range(3000)))
    assert len(shelf.ask("sea")) == 1000


def test_times_hold_for_every_sign(shelf: Shelf) -> None:
    passage = Passage(part=Part.TRANSCRIPT, text="海が好き", clip="a.mp4", times=tuple(map(Millis, (0, 100, 200, 300))))
    shelf.put("me/sea", passage)
    (hit,) = shelf.ask("好き")
    assert hit.start == Fraction(1, 5)
