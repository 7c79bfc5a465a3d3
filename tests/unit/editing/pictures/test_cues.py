"""A cue is a direction in every format; it belongs to the words after it, or where none follow, to those before it."""

from __future__ import annotations

from time import process_time

import pytest

from dropcut.domain.overlays import Picked
from dropcut.domain.script import Script
from dropcut.editing.pictures.cues import complaints, wishes_of
from dropcut.editing.script.parse import parse
from tests.unit.editing.pictures.films import WORD, image, shown, silent, spans
from tests.unit.editing.word_files import paragraph, run, word

CUES = ("[TITLE: One day]", "[B-ROLL: fresh bread]", "[SHOW: my chart_2.png]")
SPOKEN = ["Every morning is new.", "We bake, and it is good.", "Now look here."]
ROWS = ("{0}", "Every morning is new.", "We bake, {1} and it is good.", "Now look here. {2}")


def scripts() -> dict[str, bytes]:
    rows = [row.format(*CUES) for row in ROWS]
    said = [rows[1], rows[2], rows[3]]
    cues = enumerate([f"{CUES[0]} {said[0]}", *said[1:]], 1)
    srt = "\n\n".join(f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{row}" for at, row in cues)
    vtt = "WEBVTT\n\n" + srt.replace(",000", ".000").replace(",900", ".900")
    fountain = "\n\n".join([CUES[0], *(f"ANNA\n{row}" for row in said)])
    return {
        "script.txt": "\n".join(rows).encode(),
        "script.md": "\n\n".join(rows).encode(),
        "script.fountain": fountain.encode(),
        "script.docx": word(*(paragraph(run(row)) for row in rows)),
        "script.srt": srt.encode(),
        "script.vtt": vtt.encode(),
    }


@pytest.mark.parametrize("name", ["script.txt", "script.md", "script.fountain", "script.docx", "script.srt", "script.vtt"])
def test_cues_are_directions_in_every_format(name: str) -> None:
    script: Script = parse(name, scripts()[name])
    assert [line.spoken for line in script.lines] == SPOKEN
    asked = [(wish.ask.value, wish.words, line.number) for line in script.lines for wish in wishes_of(line)]
    assert asked == [("TITLE", "One day", 1), ("B-ROLL", "fresh bread", 2), ("SHOW", "my chart_2.png", 3)]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[B-ROLL: a]\nOne two three four.", [("a", 0, 4)]),
        ("One two [B-ROLL: a] three four.", [("a", 2, 4)]),
        ("One two three four. [B-ROLL: a]", [("a", 0, 4)]),
        ("One [B-ROLL: a] two three [B-ROLL: b] four.", [("a", 1, 3), ("b", 3, 4)]),
        ("One two [B-ROLL: a] three four [B-ROLL: b].", [("a", 2, 3), ("b", 3, 4)]),
        ("[B-ROLL: a] [B-ROLL: b] One two three four.", [("a", 0, 2), ("b", 2, 4)]),
        ("[TITLE: t] One two [B-ROLL: a] three four.", [("t", 0, 4), ("a", 2, 4)]),
        ("[B-ROLL: a] One two [SHOW: gone.png] three four.", [("a", 0, 4), ("gone.png", 2, 4)]),
        ("One two three four.\n\n[B-ROLL: a]", [("a", 0, 4)]),
        ("One two - [B-ROLL: a] - three four.", [("a", 2, 4)]),
    ],
)
def test_a_cue_is_seen_with_the_words_that_it_belongs_to(text: str, where: list[tuple[str, int, int]]) -> None:
    found = shown(text, silent("a b.mp4", 60)).overlays
    scale = WORD if "-" not in text.replace("B-ROLL", "") else None
    if scale:
        assert sorted(spans(found)) == sorted((words, first * WORD, end * WORD) for words, first, end in where)
    else:
        assert [words for words, _, _ in spans(found)] == [words for words, _, _ in where]


def test_a_cue_of_a_line_that_is_not_in_the_cut_is_told() -> None:
    pictures = shown("One two.\n\n[B-ROLL: harbour] Three four.", silent("harbour.mp4"), missing=[2])
    assert [one.status for one in pictures.overlays] == [Picked.MISSING]
    assert "[B-ROLL: harbour] of line 2 is not shown: its line is not in the cut." in pictures.notes


@pytest.mark.parametrize(
    ("cue", "sentence"),
    [
        ("[B-ROL: sea]", "[B-ROL: sea] of line 1 is no cue: did you mean B-ROLL?"),
        ("[TITEL: sea]", "[TITEL: sea] of line 1 is no cue: did you mean TITLE?"),
        ("[SHOWS: sea.png]", "[SHOWS: sea.png] of line 1 is no cue: did you mean SHOW?"),
        ("[SFX: bell] [MUSIC: soft]", "Nothing obeys these directions, and they are not spoken: SFX (line 1), MUSIC (line 1)."),
        ("[BROL sea]", "[BROL sea] of line 1 is no cue: did you mean [B-ROLL: what is seen]?"),
        ("[B-ROLL; sea]", "[B-ROLL; sea] of line 1 is no cue: did you mean [B-ROLL: what is seen]?"),
        ("[SHOW the chart]", "[SHOW the chart] of line 1 is no cue: did you mean [SHOW: chart.png]?"),
        ("[show chart.png]", "[show chart.png] of line 1 is no cue: did you mean [SHOW: chart.png]?"),
        ("[TITLE HELLO]", "[TITLE HELLO] of line 1 is no cue: did you mean [TITLE: Chapter one]?"),
        ("[SHOW]", "[SHOW] before or in line 1 names no file: write it as [SHOW: chart.png]."),
        ("[TITLE:]", "[TITLE] before or in line 1 says nothing: write it as [TITLE: Chapter one]."),
    ],
)
def test_a_cue_that_nobody_can_obey_gets_one_sentence(cue: str, sentence: str) -> None:
    script = parse("script.md", f"{cue} One two.".encode())
    assert [told for told in complaints(script.lines) if told.startswith(sentence)], list(complaints(script.lines))
    assert len(list(complaints(script.lines))) == 1


def test_cues_as_they_should_be_are_told_nothing() -> None:
    script = parse("script.md", b"[B-ROLL: sea] One [b-roll] two (smiling) [SHOW: a.png] three [TITLE: x] four.")
    assert list(complaints(script.lines)) == []


@pytest.mark.parametrize(
    "name", ["../secret.png", "/etc/passwd", "b-roll/../chart.png", "file:chart.png", "c:\\chart.png", "*.png"]
)
def test_show_names_a_file_of_the_drop_and_nothing_else(name: str) -> None:
    pictures = shown(f"[SHOW: {name}] One two.", images=[image("chart.png")])
    assert [one.status for one in pictures.overlays] == [Picked.MISSING]
    assert [note for note in pictures.notes if "no file of the drop has that name" in note]


def test_show_finds_a_file_by_its_name_alone_where_only_one_has_it() -> None:
    two = [image("one/chart.png"), image("two/Chart.png"), image("one/Map  Big.png")]
    assert shown("[SHOW: map big.PNG] One.", images=two).overlays[0].views[0].image == 2
    assert shown("[SHOW: two/chart.png] One.", images=two).overlays[0].views[0].image == 1
    assert "write its folder too" in shown("[SHOW: chart.png] One.", images=two).overlays[0].reason


def test_a_clip_that_is_shown_begins_at_its_beginning_and_no_longer_than_it_lasts() -> None:
    words = "One two three four five six seven eight."
    pictures = shown(f"[SHOW: demo.mp4] {words}", silent("demo.mp4", 2))
    (view,) = pictures.overlays[0].views
    assert (view.clip, view.first, view.frames) == (1, 0, 50)


def test_a_line_of_nothing_but_cues_takes_time_linear_in_them() -> None:
    rows = "[B-ROLL: a] [SHOW: b.png] [TITLE: c]\n\n" * 1500
    script = parse("script.md", f"{rows}One two.".encode())
    began = process_time()
    assert len(wishes_of(script.lines[0], lambda cue: cue.name != "SHOW")) == 4500
    assert process_time() - began < 1


@pytest.mark.parametrize(
    "direction", ["[laughs]", "[show them the door]", "[Show them the door]", "[SLOW down]", "[ROLL CAMERA]"]
)
def test_a_direction_for_people_is_told_nothing(direction: str) -> None:
    assert list(complaints(parse("script.md", f"{direction} One two.".encode()).lines)) == []


def test_a_long_cue_is_told_shortly_and_as_it_is_written() -> None:
    notes = shown(
        f"[B-ROLL: {'elephants ' * 300}] One two.\n\n[SHOW: C:\\\\Windows\\a.png] Three four.", silent("rain.mp4")
    ).notes
    (long,) = [note for note in notes if note.startswith("[B-ROLL")]
    assert long.startswith("[B-ROLL: elephants elephants")
    assert "…] of line 1 is not shown" in long
    assert len(long) < 250
    assert [note for note in notes if note.startswith("[SHOW: C:\\Windows\\a.png] of line 2 is not shown")]


def test_a_title_that_does_not_fit_is_told() -> None:
    notes = shown(f"[TITLE: {'A long title ' * 30}] One two.\n\n[TITLE: Short] Three four.").notes
    (note,) = [note for note in notes if "TITLE" in note]
    assert note.endswith("…] of line 1 is too long for the picture, so its end is not shown: write fewer words.")
