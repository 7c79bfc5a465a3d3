"""`dropcut.yaml`, as people write it and as nobody should."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dropcut.domain.errors import Permanent
from dropcut.domain.settings import Archive, Aspect, Burned, Fit, Options, Pace, Preset, Settings, Speech
from dropcut.editing.settings_file import READERS, settings_from

FULL = """\
# How my videos are cut.
title: "The sea: part 2"
preset: archive
aspect: 9:16
fit: crop
height: 1080p
rate: 29.97
archive: ffv1
captions: no
pace: tight
longest-pause: 0.4
punch_in: yes
language: EN
speech: guided
fillers: [like, you know]
pronunciations:
  gif: JH IH1 F
  1080p: "T EH N"
"""


def read(text: str) -> Settings:
    return settings_from("dropcut.yaml", text.encode())


def refusal(text: str | bytes) -> str:
    with pytest.raises(Permanent) as caught:
        settings_from("dropcut.yaml", text if isinstance(text, bytes) else text.encode())
    return str(caught.value)


def test_every_setting_is_read() -> None:
    assert read(FULL) == Settings(
        title="The sea: part 2",
        preset=Preset.ARCHIVE,
        aspect=Aspect.TALL,
        fit=Fit.CROP,
        height=1080,
        rate=Fraction(30000, 1001),
        archive=Archive.FFV1,
        captions=Burned.NO,
        pace=Pace.TIGHT,
        longest_pause=Fraction(2, 5),
        punch_in=True,
        language="en",
        speech=Speech.GUIDED,
        fillers=("like", "you know"),
        pronunciations={"gif": "JH IH F", "1080p": "T EH N"},
    )


def test_there_is_a_name_for_every_setting() -> None:
    assert set(READERS) == set(Settings.model_fields) - {"schema_"}


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "pace:\npreset: ~\n", "\ufeff{}"])
def test_what_is_not_said_stays_as_it_is_by_default(text: str) -> None:
    assert read(text) == Settings()


def test_what_was_typed_stands_above_the_file() -> None:
    assert read("preset: draft\npace: tight").under(Options(preset=Preset.WEB)).preset is Preset.WEB


@pytest.mark.parametrize(("said", "seconds"), [("0.1", "1/10"), ("400 ms", "2/5"), ("1/3", "1/3"), ("2s", "2")])
def test_a_length_is_exact(said: str, seconds: str) -> None:
    assert read(f"longest_pause: {said}").longest_pause == Fraction(seconds)


@pytest.mark.parametrize(("said", "rate"), [("25", "25"), ("23.976", "24000/1001"), ("59.94", "60000/1001"), ("24/1", "24")])
def test_a_rate_is_the_one_that_is_meant(said: str, rate: str) -> None:
    assert read(f"rate: {said}").rate == Fraction(rate)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("paces: tight", 'dropcut.yaml, row 1: there is no setting "paces". Did you mean "pace"?'),
        ("\nfoo: bar", 'dropcut.yaml, row 2: there is no setting "foo". There are: title, preset,'),
        ("pace: fast", 'row 1: pace cannot be "fast". It can be relaxed, natural or tight.'),
        ("punch_in: maybe", 'punch_in cannot be "maybe". It can be yes or no.'),
        ("height: 1081", "an even number of pixels from 16 to 4320"),
        ("height: ٢", "an even number of pixels"),
        ("rate: 0", "frames a second from 1 to 240"),
        ("rate: 1/0", "frames a second from 1 to 240"),
        ("longest_pause: -1", "seconds from 0 to 60"),
        ("longest_pause: 1e-9999999", "seconds from 0 to 60"),
        ("language: english", "two or three letters"),
        ("title: [a, b]", "title cannot be this. It can be one row of at most 200 characters."),
        (f"title: {'x' * 201}", "at most 200 characters"),
        ("fillers: {a: b}", "row 1: fillers cannot be this"),
        ("fillers:\n- um\n- [a]", "row 3: this lies deeper than any setting"),
        ("pronunciations: gif", "a table of words"),
        ("pronunciations:\n  gif: JH QQ F", 'row 2: pronunciations cannot be "JH QQ F"'),
        ("pace: tight\npace: natural", 'row 2: "pace" is said a second time. Keep one of the two.'),
        ("punch_in: yes\npunch-in: no", "says one setting in two spellings"),
        ("- pace", "settings have names"),
        ("tight", "settings have names"),
        ("pace: [a\n", "row 2: this cannot be read"),
        ("pace: tight\n\tpreset: web", "cannot be read"),
        ("title: &a x\nspeech: *a", "anchors and aliases"),
        ("title: !!python/object:os.system x", "tags (!) are not read"),
        ("pace: tight\n---\npace: tight", "a second document begins here"),
        ("? [a]\n: b", "a name is one word of text"),
        ("fillers: [[[[[[a]]]]]]", "deeper than any setting"),
        ("title: a\x00b", "cannot be read"),
        (b"\xff\xfe", "is not text in UTF-8"),
        ("#" * 70_000, "is larger than 64 kB"),
    ],
)
def test_what_cannot_be_settled_is_said_with_its_row_and_what_can(text: str | bytes, sentence: str) -> None:
    assert sentence in refusal(text)


@pytest.mark.parametrize("bomb", ["[" * 60_000, "{a: " * 15_000, "- " * 30_000, "? " * 30_000, "a: " * 20_000])
def test_a_bomb_costs_nothing(bomb: str) -> None:
    started = time.process_time()
    refusal(bomb)
    assert time.process_time() - started < 5


@given(st.text(max_size=200) | st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_settings_or_one_refusal(text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    try:
        settings_from("dropcut.yaml", data)
    except Permanent as refused:
        assert "\n" not in str(refused)  # noqa: PT017 - either ending is right
