"""Which pictures are shown: the nearest clip, its best part first, none twice until used up, and a person's word above."""

from __future__ import annotations

from fractions import Fraction

from dropcut.domain.decisions import Decision, LineRef, PictureDecision, TakeRef
from dropcut.domain.overlays import Ask, Picked
from dropcut.domain.programme import Encoder, Look
from dropcut.domain.settings import Fit, Preset
from dropcut.editing.pictures.asking import wants_pictures
from dropcut.editing.pictures.candidates import candidates_of
from dropcut.editing.programme.plan import segments_of, sound_of
from tests.unit.editing.pictures.films import (
    FORMAT,
    SPEAKER,
    VOICE,
    cut_of,
    scene,
    scenes_of,
    script_of,
    seen,
    shown,
    silent,
)

HARBOUR, BREAD, RAIN = silent("harbour at night.mp4"), silent("b-roll/fresh_bread.mp4"), silent("rain.mp4")
TEN = "One two three four five six seven eight nine ten."
LOOK = Look(format=FORMAT, fit=Fit.PAD, encoder=Encoder(name="x", preset=Preset.WEB, build="b", threads=1, why="w"))


def names(text: str, *clips: object, **more: object) -> list[list[str]]:
    pictures = shown(text, *clips, **more)  # type: ignore[arg-type]
    return [[name for name, _, _ in views] for views in seen(pictures, *clips)]  # type: ignore[arg-type]


def test_a_cue_shows_the_clip_that_is_named_so() -> None:
    assert names(f"[B-ROLL: the harbour by night] {TEN}", RAIN, HARBOUR, BREAD) == [["harbour at night.mp4"]]


def test_where_nothing_is_near_the_speaker_stays_and_the_report_says_so() -> None:
    pictures = shown(f"[B-ROLL: elephants] {TEN}", HARBOUR, BREAD)
    (one,) = pictures.overlays
    assert (one.status, one.views) == (Picked.MISSING, ())
    assert 'nothing that is known of any clip is near "elephants"' in one.reason
    assert len(one.alternates) == 2


def test_a_clip_that_only_a_camera_named_is_told_with_what_to_do() -> None:
    clips = silent("DCIM/100MEDIA/C0007.MP4"), silent("VID-20240101-WA0003.mp4")
    notes = shown(f"[B-ROLL: elephants] {TEN}", *clips).notes
    assert [note for note in notes if note.startswith("Nothing tells what DCIM/100MEDIA/C0007.MP4 and 1 more clip show")]
    assert [note for note in notes if note.endswith("write it into a text beside it (DCIM/100MEDIA/C0007.txt).")]


def test_clips_that_hold_lines_are_no_candidates() -> None:
    script = script_of(TEN)
    cut = cut_of(script, (SPEAKER, HARBOUR, SPEAKER, VOICE))
    assert candidates_of(cut, ()) == (1,)


def test_the_best_exposed_and_sharpest_scene_comes_first_and_none_twice_until_all_are_used_up() -> None:
    scenes = scenes_of(HARBOUR, scene(0, 80, exposure=30, first=True), scene(80, 160), scene(160, 250, sharpness=60))
    text = "\n\n".join(f"[B-ROLL: harbour] {word} two three four." for word in ("One", "And", "Or", "But"))
    pictures = shown(text, HARBOUR, scenes=[scenes])
    first, second, third, fourth = (views[0] for views in seen(pictures, HARBOUR))
    assert (first[1] >= 82, first[2] <= 158) == (True, True)
    assert (second[1] >= 162, second[2] <= 250) == (True, True)
    assert third[2] <= 78
    used = [first, second, third]
    assert all(one[2] <= other[1] or other[2] <= one[1] for at, one in enumerate(used) for other in used[at + 1 :])
    assert fourth[1] >= 82
    assert "shown again" in pictures.overlays[3].reason


def test_a_cut_is_never_within_two_frames_of_a_change_of_picture() -> None:
    scenes = scenes_of(HARBOUR, scene(0, 60, first=True), scene(60, 130), scene(130, 250))
    text = "\n\n".join(f"[B-ROLL: harbour] {word} two three four five." for word in ("One", "And", "Or"))
    for views in seen(shown(text, HARBOUR, scenes=[scenes]), HARBOUR):
        for _, first, end in views:
            assert all(abs(first - change) >= 2 and abs(end - change) >= 2 for change in (60, 130))
            assert not any(first < change < end for change in (60, 130))


def test_a_voice_alone_is_illustrated_by_what_its_lines_say() -> None:
    text = "The harbour is quiet at night.\n\nThen the fresh bread is baked.\n\nSoon the rain comes."
    pictures = shown(text, BREAD, RAIN, HARBOUR, takes=VOICE)
    assert [one.ask for one in pictures.overlays] == [Ask.UNSEEN] * 3
    assert [views[0][0] for views in seen(pictures, BREAD, RAIN, HARBOUR)] == [HARBOUR.name, BREAD.name, RAIN.name]


def test_under_a_voice_alone_every_frame_has_a_picture_even_when_all_is_used_up() -> None:
    text = "\n\n".join(f"{word} {TEN}" for word in ("Aa", "Bb", "Cc", "Dd"))
    pictures = shown(text, silent("x.mp4", 4), silent("y.mp4", 3), takes=VOICE)
    assert all(one.seen == one.frames for one in pictures.overlays)
    assert {one.status for one in pictures.overlays} == {Picked.AMBIGUOUS}


def test_where_no_clip_could_be_shown_under_a_voice_alone_a_note_says_what_is_empty() -> None:
    text = f"[TITLE: Hello] {TEN}\n\nAnd {TEN}\n\nOr {TEN}"
    (note,) = [note for note in shown(text, takes=VOICE).notes if "empty" in note]
    assert note.startswith("In line 1 and 2 more lines the picture is empty, for no clip here could be shown: ")
    assert not any("empty" in note for note in shown(text, HARBOUR, takes=VOICE).notes)
    assert not any("empty" in note for note in shown(text).notes)


def test_cues_come_before_lines_that_ask_for_nothing() -> None:
    text = f"The harbour at night.\n\n[B-ROLL: harbour at night] {TEN}"
    found = seen(shown(text, silent("harbour at night.mp4", 4), silent("cat.mp4", 20), takes=VOICE), HARBOUR, BREAD)
    assert found[1][0][0] == HARBOUR.name


def test_a_long_line_goes_on_with_what_is_as_near_and_else_with_the_speaker() -> None:
    short = silent("harbour at night.mp4", 2)
    pictures = shown(f"[B-ROLL: harbour at night] {TEN}", short, RAIN)
    assert pictures.overlays[0].seen == 50
    assert pictures.overlays[0].frames == 100


def test_a_persons_word_stands_above_all() -> None:
    text = f"[B-ROLL: harbour] {TEN}"
    line = LineRef(text="one two three four five six seven eight nine ten")
    pin = TakeRef(asset=RAIN.asset.sha256, start=Fraction(1), end=Fraction(3))
    chosen = PictureDecision(ask=Ask.B_ROLL, words="harbour", pin=pin)
    pictures = shown(text, HARBOUR, RAIN, decisions=[Decision(line=line, pictures=(chosen,))])
    assert seen(pictures, HARBOUR, RAIN) == [[("rain.mp4", 25, 125)]]
    dropped = PictureDecision(ask=Ask.B_ROLL, words="harbour", dropped=True)
    pictures = shown(text, HARBOUR, RAIN, decisions=[Decision(line=line, pictures=(dropped,))])
    assert (pictures.overlays[0].status, pictures.overlays[0].views) == (Picked.DROPPED, ())


def test_a_decision_about_a_cue_that_is_gone_is_told() -> None:
    gone = PictureDecision(ask=Ask.B_ROLL, words="elephants", dropped=True)
    line = LineRef(text="one two three four five six seven eight nine ten")
    pictures = shown(TEN, HARBOUR, decisions=[Decision(line=line, pictures=(gone,))])
    assert pictures.orphans == (
        "[B-ROLL: elephants] of line 1 is asked for no more: what was settled about it is kept, unused.",
    )


def test_an_edited_cue_changes_its_own_segment_and_no_sound() -> None:
    def segments(cue: str) -> tuple[object, object]:
        text = f"One two [B-ROLL: {cue}] three four. \n\n[B-ROLL: rain] Five six."
        script = script_of(text)
        cut = cut_of(script, (SPEAKER, HARBOUR, BREAD, RAIN))
        drawn = cut.model_copy(update={"overlays": shown(text, HARBOUR, BREAD, RAIN).overlays})
        return segments_of(drawn, LOOK, lambda _line, _first, _frames: ""), sound_of(drawn)

    before, sound = segments("harbour")
    after, same_sound = segments("bread")
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True]  # type: ignore[call-overload]
    assert sum(one.frames for one in after) == 60  # type: ignore[attr-defined]
    assert (
        sound == same_sound == sound_of(cut_of(script_of("One two three four.\n\nFive six."), (SPEAKER, HARBOUR, BREAD, RAIN)))
    )


def test_nothing_is_asked_for_where_nothing_else_could_be_seen() -> None:
    assert not wants_pictures(cut_of(script_of(TEN), (VOICE,)), script_of(TEN))
    assert not wants_pictures(cut_of(script_of(TEN), (SPEAKER, HARBOUR)), script_of(TEN))
    assert wants_pictures(cut_of(script_of(TEN), (VOICE, HARBOUR)), script_of(TEN))
    misspelt = script_of(f"[B-ROL: sea] {TEN}")
    assert wants_pictures(cut_of(misspelt, (SPEAKER,)), misspelt)
