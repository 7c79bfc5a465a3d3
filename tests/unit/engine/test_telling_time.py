"""The log tells how long work took, so that somebody who looks for the time finds it."""

from __future__ import annotations

from structlog.testing import capture_logs

from dropcut.domain.values import Millis
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools
from tests.unit.engine.small_home import JOB, SmallHome, row
from tests.unit.engine.steps import Number, measure


def test_work_that_takes_long_is_told_by_its_step() -> None:
    def ponder(_tools: Tools, number: Number) -> Number:
        home.clock.sleep(Millis(2_500))
        return number

    def pondering(drop: Drop, do: Do) -> Number:
        return do(ponder, do(measure, drop.files[0]))

    home = SmallHome(pondering, row(measure), row(ponder))
    home.folder.drop_file(JOB, "clip.mp4", b"xyz")
    with capture_logs() as told:
        home.submit()
    assert [(line["step"], line["millis"]) for line in told if line["event"] == "work done"] == [("ponder", 2_500)]
