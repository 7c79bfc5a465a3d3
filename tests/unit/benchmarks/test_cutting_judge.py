"""The judge of the cut: hand-made reports against a known truth."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks.cutting.acting import Attempt, What
from benchmarks.cutting.drops import Clip
from benchmarks.cutting.judging import Verdict, false_finds, judged
from benchmarks.cutting.reports import reported
from tests.unit.speech.voices import TrueWord


def words(text: str, start: float) -> tuple[TrueWord, ...]:
    """A word takes 0.4 s, with 0.1 s to the next."""
    return tuple(TrueWord(word, start + 0.5 * place, start + 0.5 * place + 0.4) for place, word in enumerate(text.split()))


LINE = "hot rock rises through it"
PART, FIRST, WRONG, LAST = (
    Attempt(1, What.PART, words("hot rock", 1)),
    Attempt(1, What.WHOLE, words(LINE, 3)),
    Attempt(1, What.WRONG, words(LINE.replace("hot", "cold"), 7)),
    Attempt(1, What.WHOLE, words(LINE, 11)),
)
SAID_OTHERWISE = Attempt(3, What.PARAPHRASE, words("the ground shakes", 20))
CLIP = Clip(
    name="take 1.mp4",
    turn=0,
    seconds=30.0,
    attempts=(PART, FIRST, WRONG, LAST, SAID_OTHERWISE),
    fillers=words("um", 14),
    asides=words("what a day", 16),
)


def piece(clip: str, start: float, end: float) -> dict[str, Any]:
    heard = {"sound": clip, "sound_start": start}
    return {"clip": clip, "start": start, "end": end, "program_start": 0.0, "program_end": end - start, **heard}


def report(*lines: tuple[int, str, list[tuple[float, float]]], clip: str = CLIP.name) -> bytes:
    said: list[dict[str, Any]] = [
        {
            "number": number,
            "text": "a line",
            "status": status,
            "score": 1.0,
            "reason": "",
            "pieces": [piece(clip, start, end) for start, end in pieces],
            "alternates": [],
        }
        for number, status, pieces in lines
    ]
    return json.dumps({"schema": "dropcut/report@1", "duration": 3.0, "lines": said}).encode()


def verdict(*lines: tuple[int, str, list[tuple[float, float]]]) -> Verdict:
    return judged([CLIP], reported(report(*lines)))


def test_the_last_good_take_is_the_right_one() -> None:
    one = verdict((1, "chosen", [(10.9, 13.5)]))
    assert (one.said, one.right, one.last, one.starts, one.clipped, one.lost) == (1, 1, 1, 0, 0, 0)
    assert list(one.leads) == pytest.approx([0.1])
    assert list(one.tails) == pytest.approx([0.1])


def test_an_earlier_good_take_is_right_and_not_the_last() -> None:
    one = verdict((1, "ambiguous", [(2.9, 5.5)]))
    assert (one.right, one.last) == (1, 0)


def test_a_wrong_word_is_not_right() -> None:
    assert verdict((1, "chosen", [(6.9, 9.5)])).right == 0


def test_a_false_start_in_a_cut_is_told() -> None:
    one = verdict((1, "chosen", [(0.9, 5.5)]))
    assert (one.right, one.starts) == (0, 1)


def test_a_line_that_was_said_and_is_reported_missing_is_wrong() -> None:
    one = verdict((1, "missing", []))
    assert (one.said, one.right, one.unsaid) == (1, 0, 0)


def test_a_line_that_nobody_said_is_to_be_missing() -> None:
    assert verdict((2, "missing", [])).missing == 1
    found = verdict((2, "chosen", [(16.0, 17.5)]))
    assert (found.unsaid, found.missing) == (1, 0)


def test_a_word_that_is_cut_through_is_clipped() -> None:
    one = verdict((1, "chosen", [(11.2, 13.5)]))
    assert (one.clipped, one.lost) == (1, 0)


def test_a_word_may_lose_what_nobody_can_tell_from_silence() -> None:
    assert verdict((1, "chosen", [(11.03, 13.37)])).clipped == 0


def test_a_word_that_is_left_out_is_lost() -> None:
    one = verdict((1, "chosen", [(10.9, 12.45), (12.95, 13.5)]))
    assert (one.right, one.clipped, one.lost) == (1, 0, 1)


def test_a_pause_may_go_from_between_two_words() -> None:
    one = verdict((1, "chosen", [(10.9, 12.43), (12.47, 13.5)]))
    assert (one.clipped, one.lost) == (0, 0)


def test_a_line_may_be_stitched_from_two_good_takes() -> None:
    one = verdict((1, "chosen", [(2.9, 4.45), (12.45, 13.5)]))
    assert (one.right, one.clipped, one.lost) == (1, 0, 0)


def test_what_stands_beside_the_line_is_not_right() -> None:
    assert verdict((1, "chosen", [(10.9, 13.5), (25.0, 26.0)])).right == 0


def test_what_should_have_gone_is_counted() -> None:
    one = verdict((1, "chosen", [(10.9, 18.0)]))
    assert (one.fillers, one.fillers_left, one.aside_words_left) == (1, 1, 3)


def test_a_paraphrase_counts_for_itself() -> None:
    one = verdict((3, "ambiguous", [(19.9, 21.5)]))
    assert (one.said, one.paraphrased, one.paraphrased_found) == (0, 1, 1)
    assert verdict((3, "missing", [])).paraphrased_found == 0


def test_both_cameras_show_the_right_take() -> None:
    second = Clip("b.mp4", 0, 30.0, CLIP.attempts, (), ())
    one = judged([CLIP, second], reported(report((1, "chosen", [(10.9, 13.5)]), clip="b.mp4")))
    assert (one.right, one.last, one.lost) == (1, 1, 0)


def test_what_is_heard_from_another_recorder_is_judged_where_that_one_has_it() -> None:
    told = json.loads(report((1, "chosen", [(10.9, 13.5)])))
    told["lines"][0]["pieces"][0] |= {"clip": "b.mp4", "start": 8.93, "end": 8.93 + 2.6}
    second = Clip("b.mp4", 0, 28.0, (), (), (), begun=2.0)
    one = judged([CLIP, second], reported(json.dumps(told)))
    assert (one.right, one.clipped) == (1, 0)
    assert list(one.apart) == pytest.approx([-0.03])


def test_a_take_of_a_later_clip_is_later() -> None:
    pickup = Clip("pickups.mp4", 1, 9.0, (Attempt(1, What.WHOLE, words(LINE, 1)),), (), ())
    early = judged([CLIP, pickup], reported(report((1, "chosen", [(10.9, 13.5)]))))
    late = judged([CLIP, pickup], reported(report((1, "chosen", [(0.9, 3.5)]), clip="pickups.mp4")))
    assert (early.last, late.last) == (0, 1)


def test_a_clip_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        judged([CLIP], reported(report((1, "chosen", [(1, 2)]), clip="nowhere.mp4")))


def test_in_other_footage_all_that_is_found_is_false() -> None:
    assert false_finds(reported(report((1, "chosen", [(1, 2)]), (2, "ambiguous", [(3, 4)]), (3, "missing", [])))) == 2


def test_a_report_without_its_fields_is_refused() -> None:
    with pytest.raises(KeyError, match="lines"):
        reported(b'{"duration": 1.0}')
