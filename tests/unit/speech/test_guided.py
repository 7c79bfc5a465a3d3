"""What an engine that hears must promise. It listens to speech whose words are known."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from dropcut.domain.errors import Stopped
from dropcut.domain.speech import Heard, Role, Try
from dropcut.speech.guided import Guided
from tests.unit.speech.conftest import Listen, recorded
from tests.unit.speech.voices import RATE, VOICES, Uttered, cut_short, joined, need_voices, pause, say

LINES = (
    "First, measure the wall twice and mark the center with a pencil.",
    "Cut the board to 32 inches and sand the edges until they are smooth.",
    "Do not worry if the first coat looks uneven.",
    "Thank you for watching, and I will see you in the next video.",
)
OTHER_SCRIPT = (
    "The committee will publish its annual report on Thursday morning.",
    "Nobody expected the river to rise so quickly after the storm.",
    "The train to Manchester was delayed because of a broken signal.",
)
GAP = pause(0.8)


@pytest.mark.parametrize("voice", VOICES)
def test_every_line_is_found_once_and_in_order(listen: Listen, voice: str) -> None:
    found = listen(joined([part for line in LINES for part in (say(line, voice), GAP)]), LINES)
    assert [one.line for one in found.tries] == list(range(len(LINES)))
    assert sum(one.whole for one in found.tries) >= len(LINES) - 1  # one voice says "thank" as few others do
    assert all(one.coverage > Fraction(9, 10) for one in found.tries)


def test_word_edges_are_near_the_truth(listen: Listen) -> None:
    uttered = joined([part for line in LINES for part in (say(line), GAP)])
    words = [one.word for each in listen(uttered, LINES).tries for one in each.said if one.role is Role.SAID]
    assert [word.text for word in words] == [word.text for word in uttered.words]
    pairs = zip(words, uttered.words, strict=True)
    errors = [abs(float(word.start) - true.start) for word, true in pairs]
    assert np.median(errors) <= 0.02
    assert np.quantile(errors, 0.9) <= 0.06


def test_retakes_and_false_starts_are_told_apart(listen: Listen) -> None:
    line = say(LINES[1])
    found = listen(joined([cut_short(line, 6), GAP, line, GAP, line, GAP]), LINES)
    assert [(one.line, one.whole) for one in found.tries] == [(1, False), (1, True), (1, True)]


def test_a_filler_inside_a_line_is_noticed_and_hides_no_word(listen: Listen) -> None:
    parts = [say("First, measure the wall twice"), pause(0.2), say("um"), pause(0.2), say("and mark the center with a pencil.")]
    (found,) = listen(joined([GAP, *parts, GAP]), LINES).tries
    assert found.whole
    assert found.fillers + found.restarts + found.insertions == 1


def test_a_line_that_nobody_said_is_not_found(listen: Listen) -> None:
    found = listen(joined([say(LINES[0]), GAP, say(LINES[3]), GAP]), LINES)
    assert {one.line for one in found.tries} == {0, 3}


@pytest.mark.parametrize("voice", VOICES)
def test_speech_of_another_script_gives_no_try_but_strays(listen: Listen, voice: str) -> None:
    found = listen(joined([part for line in OTHER_SCRIPT for part in (say(line, voice), GAP)]), LINES)
    assert found.tries == ()
    assert found.strays


def test_an_aside_between_two_lines_is_a_stray(listen: Listen) -> None:
    aside = say("Could somebody please close that window, the traffic is terrible today.")
    found = listen(joined([say(LINES[0]), GAP, aside, GAP, say(LINES[2]), GAP]), LINES)
    assert [one.line for one in found.tries] == [0, 2]
    (stray,) = found.strays
    assert found.tries[0].end <= stray.start < stray.end <= found.tries[1].start


def test_an_unknown_name_does_not_hide_its_line(listen: Listen) -> None:
    line = "My friend Zorvath from Quellmere built this wooden shelf."
    (found,) = listen(joined([GAP, say(line), GAP]), (line, *LINES)).tries
    assert (found.line, found.coverage >= Fraction(7, 9)) == (0, True)


def test_the_same_line_twice_in_a_script_is_found_for_both(listen: Listen) -> None:
    found = listen(joined([GAP, say(LINES[2]), GAP]), (LINES[2], LINES[0], LINES[2]))
    assert [one.line for one in found.tries] == [0, 2]


def test_lines_without_a_word_and_no_lines_at_all_give_no_try(listen: Listen) -> None:
    assert listen(joined([say(LINES[2])]), ("\u2026", "!")).tries == ()
    assert listen(joined([say(LINES[2])]), ()).tries == ()


def test_the_same_sound_and_lines_give_the_same_answer(listen: Listen) -> None:
    uttered = joined([say(LINES[0]), GAP, say(LINES[2])])
    assert listen(uttered, LINES) == listen(uttered, LINES)


def test_tries_do_not_overlap(listen: Listen) -> None:
    uttered = joined([part for line in (*LINES, *LINES) for part in (say(line, "awb"), pause(0.3))])
    tries: tuple[Try, ...] = listen(uttered, LINES).tries
    assert all(earlier.end <= later.start for earlier, later in pairwise(tries))


def heard(sound: np.ndarray, folder: Path) -> Heard:
    return Guided(folder).hear(recorded(Uttered(sound, ()), folder))


@pytest.mark.parametrize("seconds", [0, 0.01, 5])
def test_silence_holds_no_speech(tmp_path: Path, seconds: float) -> None:
    told = heard(np.zeros(round(seconds * RATE)), tmp_path)
    assert not told.stretches
    assert (told.levels.speech, told.levels.noise) == (None, Fraction(-100))


def test_noise_and_music_hold_no_speech(tmp_path: Path) -> None:
    time = np.arange(5 * RATE) / RATE
    chord = 3000 * np.sin(2 * np.pi * np.outer((220, 277.2, 329.6), time)).sum(axis=0)
    hiss = np.random.default_rng(0).normal(0, 2000, len(time))
    assert heard(chord, tmp_path).stretches == ()
    assert heard(hiss, tmp_path).stretches == ()


def test_the_level_of_noise_and_clipping_are_measured(tmp_path: Path) -> None:
    need_voices()
    clean, loud = joined([pause(2), say(LINES[0]), pause(2)], noise=32.768), joined([say(LINES[0])])
    levels = heard(clean.sound, tmp_path).levels
    assert abs(levels.noise + 60) < Fraction(1, 2)
    assert levels.clipped == 0
    assert heard(loud.sound * 20, tmp_path).levels.clipped > Fraction(1, 10)


def test_stopping_is_passed_on(tmp_path: Path) -> None:
    def stop() -> None:
        raise Stopped("The work was stopped.")

    with pytest.raises(Stopped):
        Guided(tmp_path).hear(replace(recorded(Uttered(np.zeros(RATE), ()), tmp_path), pulse=stop))
