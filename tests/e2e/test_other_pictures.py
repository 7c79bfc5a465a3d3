"""What a script asks to be seen is seen, at its words and over their sound; a voice alone is illustrated by what it says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.e2e.product import make, report_of
from tests.e2e.town import COLOURS, FPS, LINES, drop_in
from tests.media.render.measuring import colours, heard, seen
from tests.unit.search.model import need_minilm

SCRIPT = f"""{LINES[0]}

The bakers work since three [B-ROLL: fresh loaves] and the bread is almost ready.

[TITLE: What was sold]
In the evening we count what was sold [SHOW: chart.png] and the numbers look good.

[SHOW: gone.png] [B-ROL: sea]
"""
DONE = 0


def made(folder: Path, **changed: str) -> dict[str, Any]:
    for name, text in changed.items():
        (folder / f"{name}.md").write_text(text)
    done = make(folder, "--preset", "draft")
    assert done.code == DONE, done.errors
    return report_of(folder)


def tint(folder: Path, time: float) -> str:
    red, green, blue = (int(value) for value in colours(folder / "cut" / "cut.mp4", round(time * FPS))[45, 80])
    if max(red, green, blue) < 70:
        return "plain"
    if red > 180:
        return "orange" if green > 100 else "red"
    return "lime" if green > blue else "blue"


def pictures(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [picture for line in report["lines"] for picture in line["pictures"]]


def shown(report: dict[str, Any]) -> Sequence[tuple[str, str, list[str]]]:
    return [(one["ask"], one["status"], [view["clip"] for view in one["views"]]) for one in pictures(report)]


@pytest.fixture(scope="module")
def voiced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_minilm()
    return drop_in(tmp_path_factory.mktemp("pictures") / "town", "\n\n".join(LINES))


def test_a_voice_alone_is_illustrated_then_cues_are_obeyed_and_an_edited_one_is_drawn_alone(voiced: Path) -> None:
    report = made(voiced)
    chosen = [(ask, clips) for ask, _, clips in shown(report)]
    assert chosen == [("unseen", [name]) for name in COLOURS]
    assert "Loaves come out of the oven." in pictures(report)[1]["reason"]
    assert [tint(voiced, line["pieces"][0]["program_start"] + 1) for line in report["lines"]] == ["blue", "orange", "lime"]
    assert any("Pictures were matched" in note for note in report["notes"])
    sound = heard(voiced / "cut" / "cut.mp4")
    assert float(np.sqrt((sound**2).mean())) > 0.05

    asked = made(voiced, script=SCRIPT)
    assert ("SHOW", "chosen", ["chart.png"]) in shown(asked)
    bread = next(one for one in pictures(asked) if one["ask"] == "B-ROLL")
    assert [view["clip"] for view in bread["views"]] == ["b-roll/IMG_2001.mp4"]
    chart = next(one for one in pictures(asked) if one["words"] == "chart.png")
    assert tint(voiced, (chart["program_start"] + chart["program_end"]) / 2) == "red"
    assert chart["program_end"] == asked["lines"][2]["pieces"][-1]["program_end"]
    notes = " ".join(asked["notes"])
    assert "[SHOW: gone.png] of line 3 is not shown: no file of the drop has that name." in notes
    assert "did you mean B-ROLL?" in notes
    picture = seen(voiced / "cut" / "cut.mp4")
    assert len(picture.times) == asked["frames"] == report["frames"]
    assert np.array_equal(heard(voiced / "cut" / "cut.mp4"), sound)
    assert "chart.png" in (voiced / "cut" / "cut.otio").read_text()
    assert "one track only" in " ".join(asked["left_out"])

    again = made(voiced, script=SCRIPT.replace("chart.png", "plan.png"))
    steps = again["tasks"]["by_step"]
    assert [steps[step]["run"] for step in ("read_image", "render", "understand", "mix")] == [1, 1, 0, 0]
    page = voiced / "cut" / "review.md"
    page.write_text(page.read_text().replace("- picture 2: A", "- picture 2: B", 1))
    settled = made(voiced)
    assert "a person chose it" in [one["reason"] for one in pictures(settled)]
