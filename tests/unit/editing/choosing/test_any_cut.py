"""What holds for every cut, whatever was said and settled."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as some

from dropcut.domain.cut import Cut, Status
from dropcut.domain.decisions import Decision
from dropcut.domain.settings import Pace, Settings
from dropcut.editing.references import line_ref
from tests.unit.editing.choosing.acting import Actor, Scene, Spoke, words_in

LINES = (
    "Cut the board to thirty inches.",
    "Place the shelf on the brackets.",
    "Thank you.",
    "Drive every screw in slowly and straight.",
    "Thank you.",
    "Paint it white before the evening comes.",
)
_TOUCH = Fraction(1, 25)

moment = some.tuples(
    some.sampled_from(("reads", "starts", "ends", "filler", "restarts", "chats", "waits")),
    some.integers(0, len(LINES) - 1),
    some.integers(1, 5),
    some.sampled_from((Fraction(1, 10), Fraction(3, 10), Fraction(1), Fraction(4))),
)


def performed(moments: list[tuple[str, int, int, Fraction]]) -> Actor:
    actor = Actor()
    for what, number, count, pause in moments:
        line = LINES[number]
        words = line.split()
        cut = min(count, len(words) - 1)
        texts = {
            "reads": line,
            "starts": " ".join(words[:cut]),
            "ends": " ".join(words[cut:]),
            "filler": " ".join((*words[:cut], "| um |", *words[cut:])),
            "restarts": " ".join((*words[: cut + 1], "|", *words[cut:])),
            "chats": "nobody asked for this",
        }
        if what == "waits":
            actor.waits("3")
        else:
            actor.says(texts[what], "" if what == "chats" else line, pause=pause)
    return actor


scenes = some.builds(
    lambda one, other, pace, dropped: Scene(
        LINES,
        {"a.mov": performed(one), "b.mov": performed(other)},
        settings=Settings(pace=pace),
        decisions=tuple(Decision(line=line_ref(LINES, number), dropped=True) for number in dropped),
    ),
    some.lists(moment, max_size=14),
    some.lists(moment, max_size=6),
    some.sampled_from(list(Pace)),
    some.sets(some.integers(1, len(LINES)), max_size=2),
)


@settings(max_examples=60, deadline=None)
@given(scenes)
def test_every_cut_is_sound(scene: Scene) -> None:
    cut = scene.cut()
    assert [line.number for line in cut.lines] == list(range(1, len(LINES) + 1))
    for line in cut.lines:
        assert bool(line.pieces) == (line.status in {Status.CHOSEN, Status.AMBIGUOUS})
        _pieces_lie_in_their_clips(scene, cut, line.number - 1)
        _no_word_of_anything_else_sounds(scene, cut, line.number - 1)
        _every_written_word_has_its_time(cut, line.number - 1)
    _every_word_is_accounted_for(scene, cut)
    assert scene.cut() == cut


def _pieces_lie_in_their_clips(scene: Scene, cut: Cut, at: int) -> None:
    for piece in cut.lines[at].pieces:
        footage = cut.clips[piece.clip].asset.footage
        assert footage
        assert piece.first >= 0
        assert piece.end(cut.format) <= footage.duration


def _no_word_of_anything_else_sounds(scene: Scene, cut: Cut, at: int) -> None:
    """Beyond a frame, which is as exact as a picture can be cut."""
    line = cut.lines[at]
    for piece in line.pieces:
        start, end = piece.sound_start, piece.sound_start + cut.format.starts(piece.frames)
        for word in words_in(scene, cut, line):
            inside = min(word.end, end) - max(word.start, start)
            if inside > _TOUCH and word.line:
                assert word.line == line.text.casefold().strip(".")
            if word.line == line.text.casefold().strip(".") and inside > _TOUCH:
                assert inside >= word.end - word.start - _TOUCH


def _every_written_word_has_its_time(cut: Cut, at: int) -> None:
    line = cut.lines[at]
    if line.pieces:
        assert " ".join(word.text for word in line.words) == line.text
        for word in line.words:
            length = cut.format.starts(line.pieces[word.piece].frames)
            assert 0 <= word.start <= word.end <= length


def _every_word_is_accounted_for(scene: Scene, cut: Cut) -> None:
    """In the programme, or listed with its reason."""
    used = [
        (
            cut.clips[placed.piece.sound].name,
            placed.piece.sound_start,
            placed.piece.sound_start + cut.format.starts(placed.piece.frames),
        )
        for placed in cut.placed()
    ]
    unused = [(cut.clips[one.clip].name, one.start, one.end) for one in cut.unused]
    for name, actor in scene.actors.items():
        for word in actor.spoken:
            assert any(_holds(span, name, word) for span in (*used, *unused)), word
    assert all(one.reason for one in cut.unused)


def _holds(span: tuple[str, Fraction, Fraction], name: str, word: Spoke) -> bool:
    return span[0] == name and span[1] <= (word.start + word.end) / 2 <= span[2]


@settings(max_examples=60, deadline=None)
@given(scenes)
def test_a_line_is_missing_when_and_only_when_no_take_of_it_is_acceptable(scene: Scene) -> None:
    cut = scene.cut()
    evidence = scene.evidence()
    for number in (0, 1, 3, 5):
        line = cut.lines[number]
        wholes = [
            tried
            for listened in evidence.listened
            for group, found in zip(evidence.groups, listened.found, strict=True)
            for tried in found.tries
            if group[tried.line] == number and tried.whole
        ]
        if line.status is Status.DROPPED:
            continue
        if wholes:
            assert line.status is not Status.MISSING
        if line.status is Status.CHOSEN:
            assert wholes
        if line.status is Status.MISSING:
            assert all(not one.reason.startswith("the whole") for one in line.alternates)
