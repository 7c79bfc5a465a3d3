from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.speech.letters import pronounced
from dropcut.speech.lexicon import lexicon_of

LEXICON = lexicon_of(["read R EH D", "read(2) R IY D", "voice V OY S", "over OW V ER", "anna AE N AH", "h. EY CH", "t. T IY"])


def ways(word: str, *, capitals: bool = False) -> list[str]:
    return [" ".join(way) for way in LEXICON.ways(word, capitals=capitals)]


def test_a_known_word_is_said_in_each_of_its_ways() -> None:
    assert ways("read") == ["R EH D", "R IY D"]


def test_an_owner_is_said_as_the_name_with_an_ending() -> None:
    assert ways("anna's") == ["AE N AH Z"]
    assert ways("voice's") == ["V OY S IH Z"]


def test_two_known_words_in_one_are_said_one_after_the_other() -> None:
    assert ways("voiceover") == ["V OY S OW V ER"]


def test_unknown_capitals_may_be_spelled_out() -> None:
    assert "EY CH T IY" in ways("ht", capitals=True)


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("kate", "K EY T"),
        ("shannon", "SH AE N AA N"),
        ("zephyr", "Z EH F IH R"),
        ("knox", "N AA K S"),
        ("brice", "B R AY S"),
        ("xander", "Z AE N D ER"),
        ("ren\u00e9e", "R EH N IY"),
        ("\u0431\u043e\u0440\u0438\u0441", "AH"),
    ],
)
def test_an_unknown_word_gets_a_guess_and_never_nothing(word: str, sounds: str) -> None:
    assert " ".join(pronounced(word)) == sounds


@given(st.text(max_size=40))
def test_any_word_at_all_has_sounds(word: str) -> None:
    assert pronounced(word)
    assert all(sound.isalpha() for sound in pronounced(word))
