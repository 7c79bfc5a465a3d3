from __future__ import annotations

import random
from time import process_time

from dropcut.domain.cut import Status
from dropcut.editing.cutting import cut_of
from tests.unit.editing.choosing.acting import Actor, Scene

WORDS = (
    *("amber", "basket", "cedar", "dollar", "engine", "forest", "garden", "hammer"),
    *("island", "jacket", "kettle", "ladder", "marble", "needle", "orange", "pepper"),
)
SOME_SECONDS = 45.0
"""Of a machine whose cores are shared: 15 were seen there, and 5 on an idle one."""


def test_five_thousand_lines_and_hours_of_footage_are_cut_in_seconds() -> None:
    draw = random.Random(7)
    lines = [f"{' '.join(draw.choices(WORDS, k=6))} {number}" for number in range(5000)]
    actors = {f"take{clip}.mov": Actor() for clip in range(4)}
    said = {number for number in range(5000) if draw.random() < 0.6}
    for number in sorted(said):
        actor = actors[f"take{number * 4 // 5000}.mov"]
        if draw.random() < 0.3:
            actor.starts(lines[number], 3)
        actor.reads(lines[number])
        if draw.random() < 0.2:
            actor.reads(lines[number])
    evidence = Scene(lines, actors).evidence()
    start = process_time()
    cut = cut_of(evidence)
    assert process_time() - start < SOME_SECONDS
    assert {line.number - 1 for line in cut.lines if line.status is Status.CHOSEN} == said
