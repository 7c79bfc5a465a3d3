"""What each display writes, and when it keeps silent."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from rich.console import Console

from dropcut.domain.jobs import JobState
from dropcut.engine.progress import Running, StepProgress
from dropcut.local.showing.bars import Bars
from dropcut.local.showing.lines import Lines
from dropcut.local.showing.plain import Plain
from dropcut.local.showing.shown import Shown
from dropcut.local.showing.wording import duration


def shown(permille: int = 370, left_s: int | None = None, reused: int = 2, job: str = "local/sea") -> Shown:
    step = StepProgress(step="render", total=10, done=3, run=3 - reused, reused=reused, failed=1)
    return Shown(
        job=job,
        revision=1,
        state=JobState.WORKING,
        permille=permille,
        left_s=left_s,
        steps=(step,),
        why="Working on render (2).",
    )


def test_a_plain_line_says_the_whole_the_steps_and_the_time_left() -> None:
    out = StringIO()
    Plain(out).show(shown(left_s=125))
    assert out.getvalue() == " 37% render 4/10 (reused 2, 1 failed) - about 3 min left\n"


def test_a_plain_line_comes_only_when_more_than_the_time_left_changed() -> None:
    out = StringIO()
    display = Plain(out)
    display.show(shown(left_s=125))
    display.show(shown(left_s=110))
    display.show(shown(permille=380))
    assert len(out.getvalue().splitlines()) == 2


def test_what_is_under_way_moves_its_bar_and_says_how_fast_it_is() -> None:
    running = (Running(step="render", permille=500, told="3.2 frames/s"),)
    told, out, bars = shown(left_s=125).model_copy(update={"running": running}), StringIO(), StringIO()

    Plain(out).show(told)
    display = Bars(Console(file=bars, force_terminal=True, width=100, color_system=None))
    display.show(told)
    display.close()

    assert out.getvalue() == " 37% render 4/10 (reused 2, 1 failed) - 3.2 frames/s, about 3 min left\n"
    assert "4/10 reused 2, 1 failed, 3.2 frames/s" in bars.getvalue()


def test_before_any_step_a_plain_line_says_why() -> None:
    out = StringIO()
    Plain(out).show(shown(permille=0).model_copy(update={"steps": ()}))
    assert out.getvalue() == "  0% Working on render (2).\n"


def test_a_json_line_is_a_whole_document() -> None:
    out = StringIO()
    display = Lines(out)
    display.show(shown(left_s=125))
    display.show(shown(left_s=124))
    (line,) = out.getvalue().splitlines()
    assert Shown.load(line) == shown(left_s=125)
    assert json.loads(line)["schema"] == "dropcut/progress@1"


def test_bars_take_a_name_as_it_is() -> None:
    """A drop may be called like markup."""
    out = StringIO()
    bars = Bars(Console(file=out, force_terminal=True, width=100, color_system=None))
    bars.show(shown(job="local/[bold]sea", left_s=5))
    bars.close()
    assert "local/[bold]sea" in out.getvalue()
    assert "4/10" in out.getvalue()
    assert "about 5 s left" in out.getvalue()


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (61, "2 min"), (3599, "60 min"), (3600, "1 h 0 min"), (4800, "1 h 20 min")],
)
def test_durations_are_said_as_people_say_them(seconds: int, said: str) -> None:
    assert duration(seconds) == said
