"""What is edited changes few segments: a segment is known by its clip and its frames."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from dropcut.domain.cut import Cut
from tests.unit.editing.choosing.acting import Actor, Scene

WORDS = (
    *("amber", "basket", "cedar", "dollar", "engine", "forest", "garden", "hammer"),
    *("island", "jacket", "kettle", "ladder", "marble", "needle", "orange", "pepper"),
)


def segments(cut: Cut) -> Counter[tuple[int, int, int]]:
    return Counter((placed.piece.clip, placed.piece.first, placed.piece.frames) for placed in cut.placed())


def new_segments(before: Cut, after: Cut) -> int:
    return sum((segments(after) - segments(before)).values())


def a_day_of_filming(seed: int) -> Scene:
    """Two clips; most lines are read twice, some begun in vain, some together in one breath, with chatter between."""
    draw = random.Random(seed)
    lines = [f"{' '.join(draw.sample(WORDS, k=6))} {chr(97 + number)}" for number in range(16)]
    actors = {"one.mov": Actor(), "two.mov": Actor()}
    for actor in actors.values():
        for line in lines:
            if draw.random() < 0.2:
                actor.starts(line, 3)
            if draw.random() < 0.8:
                actor.says(line, line, pause=draw.choice([Fraction(1), Fraction(1, 8)]))
            if draw.random() < 0.2:
                actor.says("was that good enough for you")
    return Scene(lines, actors)


def edited(scene: Scene, lines: Sequence[str]) -> Scene:
    return replace(scene, lines=list(lines))


@pytest.mark.parametrize("seed", range(12))
def test_a_line_put_in_reworded_taken_out_or_moved_changes_two_segments_at_most(seed: int) -> None:
    scene = a_day_of_filming(seed)
    lines, at = list(scene.lines), 2 + seed % 10
    before = scene.cut()
    without = edited(scene, [*lines[:at], *lines[at + 1 :]])
    assert new_segments(before, without.cut()) <= 2
    assert new_segments(without.cut(), before) <= 2
    reworded = edited(scene, [*lines[:at], f"{lines[at]} indeed", *lines[at + 1 :]])
    assert new_segments(before, reworded.cut()) <= 2
    moved = edited(scene, [lines[at], *lines[:at], *lines[at + 1 :]])
    assert new_segments(before, moved.cut()) <= 2
    new_first = edited(scene, ["entirely new words to begin with", *lines])
    assert new_segments(before, new_first.cut()) <= 2


def test_the_same_footage_gives_the_same_cut() -> None:
    assert a_day_of_filming(3).cut() == a_day_of_filming(3).cut()
