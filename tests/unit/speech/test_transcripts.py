"""Transcripts that other programs wrote: every shape is read, and nothing in one can do harm."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.domain.errors import Permanent
from dropcut.speech.transcripts import MOST_BYTES, words_of

LONG = Fraction(3600)
OPENAI = {
    "text": " Come early.",
    "language": "en",
    "segments": [
        {
            "id": 0, "start": 1.0, "end": 2.5, "text": " Come early.", "avg_logprob": -0.2, "no_speech_prob": 0.01,
            "words": [
                {"word": " Come", "start": 1.0, "end": 1.4, "probability": 0.9},
                {"word": " early.", "start": 1.4, "end": 2.5, "probability": 0.75},
            ],
        }
    ],
}  # fmt: skip
WHISPER_CPP = {"transcription": [{"offsets": {"from": 1000, "to": 2500}, "text": " Come early.", "timestamps": {}}]}
API = {"task": "transcribe", "words": [{"word": "Come", "start": 1, "end": 1.4}, {"word": "early", "start": 1.4, "end": 2.5}]}
SRT = "1\n00:00:01,000 --> 00:00:02,500\nCome early.\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Ann>Come early.\n"


def told(name: str, data: object) -> list[tuple[str, float, float]]:
    text = data if isinstance(data, str) else json.dumps(data)
    return [(word.text, float(word.start), float(word.end)) for word in words_of(name, text.encode(), LONG)]


@pytest.mark.parametrize("data", [OPENAI, OPENAI["segments"], API])
def test_words_keep_their_own_times(data: object) -> None:
    assert told("take1.json", data) == [("come", 1.0, 1.4), ("early", 1.4, 2.5)]


@pytest.mark.parametrize(("name", "data"), [("a.json", WHISPER_CPP), ("a.srt", SRT), ("a.vtt", VTT)])
def test_words_of_a_cue_share_its_time_by_their_letters(name: str, data: object) -> None:
    (first, second) = told(name, data)
    assert (first[0], second[0]) == ("come", "early")
    assert (first[1], second[2]) == (1.0, 2.5)
    assert first[2] == second[1] == pytest.approx(1 + 1.5 * 4 / 9, abs=0.001)


def test_how_sure_it_was_is_kept() -> None:
    words = words_of("a.json", json.dumps(OPENAI).encode(), LONG)
    assert [word.confidence for word in words] == [Fraction(9, 10), Fraction(3, 4)]


def test_words_without_times_take_the_place_where_they_stand() -> None:
    words = [{"word": "in", "start": 1.0, "end": 1.2}, {"word": "1883"}, {"word": "red", "start": 2.0, "end": 2.2}]
    assert told("a.json", {"segments": [{"start": 1.0, "end": 2.2, "words": words}]})[1] == ("1883", 1.2, 1.2)


def test_nothing_is_said_after_the_sound_has_ended() -> None:
    words = words_of("a.json", json.dumps(OPENAI).encode(), Fraction(2))
    assert [(word.text, float(word.end)) for word in words] == [("come", 1.4), ("early", 2.0)]
    assert words_of("a.json", json.dumps(OPENAI).encode(), Fraction(1)) == ()


BROKEN: list[bytes] = [
    b"", b"{", b"\xff\xfe", b"null", b"3", b'"x"', b"{}", b"[3]", b'[{"start":1}]', b'{"segments": 5}', b'{"segments": [[]]}',
    b'{"segments":[{"start":NaN,"end":1,"text":"x"}]}', b'{"segments":[{"start":true,"end":1,"text":"x"}]}',
    b'{"segments":[{"start":1,"end":2,"text":7}]}', b'{"words":[{"word":"x","start":"1","end":2}]}',
    b'{"transcription":[{"text":"x"}]}', b"[" * 100_000, b'{"words":[{"word":"x","start":1,"end":' + b"9" * 5000 + b"}]}",
]  # fmt: skip


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_what_is_no_transcript_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(Permanent, match=r"^a\.json is (not|nested|too)"):
        words_of("a.json", data, LONG)


def test_times_beyond_reason_are_brought_within_the_sound() -> None:
    wild = {"segments": [{"start": -5, "end": 1e300, "text": "here"}]}
    assert told("a.json", wild) == [("here", 0.0, 3600.0)]


def test_a_file_too_large_is_not_read() -> None:
    with pytest.raises(Permanent, match="too large"):
        words_of("a.json", b" " * (MOST_BYTES + 1), LONG)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["segments", "words", "word", "text", "start", "end", "transcription", "offsets"]), inner
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_gives_words_or_one_sentence(data: Any) -> None:  # noqa: ANN401 - any JSON
    try:
        words = words_of("a.json", json.dumps(data).encode(), LONG)
    except Permanent:
        return
    assert all(0 <= word.start <= word.end <= LONG for word in words)
