from __future__ import annotations

from fractions import Fraction

from dropcut.domain.cut import Cut, Status
from dropcut.domain.settings import Pace, Settings
from tests.unit.editing.choosing.acting import Actor, Scene, heard_in


def tightened(actor: Actor, *, told: bool = True, pace: Pace = Pace.NATURAL) -> tuple[Scene, Cut]:
    scene = Scene((), {"a.mov": actor}, scripted=False, told=told, settings=Settings(pace=pace))
    return scene, scene.cut()


def heard(scene: Scene, cut: Cut) -> list[str]:
    return [word for line in cut.lines for word in heard_in(scene, cut, line)]


def test_silence_goes_and_speech_stays() -> None:
    actor = Actor().says("welcome to my kitchen").waits("10").says("today we bake bread")
    scene, cut = tightened(actor)
    assert not cut.scripted
    assert heard(scene, cut) == ["welcome", "to", "my", "kitchen", "today", "we", "bake", "bread"]
    assert [line.text for line in cut.lines] == ["welcome to my kitchen", "today we bake bread"]
    assert cut.removed.silence > 9
    assert cut.frames / cut.format.rate < 4


def test_speech_without_known_words_stays() -> None:
    scene, cut = tightened(Actor().says("welcome to my kitchen").waits("10").says("today we bake bread"), told=False)
    assert heard(scene, cut) == ["welcome", "to", "my", "kitchen", "today", "we", "bake", "bread"]
    assert [line.text for line in cut.lines] == ["", ""]


def test_fillers_go() -> None:
    scene, cut = tightened(Actor().says("welcome to | um | my kitchen").says("uh").says("today we bake bread"))
    assert heard(scene, cut) == ["welcome", "to", "my", "kitchen", "today", "we", "bake", "bread"]
    assert cut.removed.fillers == 2


def test_of_what_is_said_again_at_once_the_last_stays() -> None:
    scene, cut = tightened(Actor().says("today we bake some").says("today we bake bread").says("it is very very easy"))
    assert heard(scene, cut) == ["today", "we", "bake", "bread", "it", "is", "very", "very", "easy"]
    assert cut.removed.retakes == 1
    assert [one.text for one in cut.unused] == ["today we bake some"]


def test_the_pace_says_how_much_silence_stays() -> None:
    def frames(pace: Pace) -> int:
        return tightened(Actor().says("one two three", pause=Fraction(8, 10)).says("four five six"), pace=pace)[1].frames

    assert frames(Pace.TIGHT) < frames(Pace.NATURAL) < frames(Pace.RELAXED)


def test_every_stretch_that_is_kept_is_a_chosen_line() -> None:
    _, cut = tightened(Actor().says("one two three").says("four five six"))
    assert [(line.number, line.status) for line in cut.lines] == [(1, Status.CHOSEN), (2, Status.CHOSEN)]


def test_a_clip_in_which_nobody_speaks_gives_nothing() -> None:
    _, cut = tightened(Actor().waits("5"))
    assert (cut.lines, cut.frames) == ((), 0)
