"""Not sampled but enumerated: a crash at every moment of a small job, and at every two moments of claim, put and finish."""

from __future__ import annotations

from random import Random

import pytest

from dropcut.domain.names import JobId, Owner
from dropcut.domain.values import Millis
from tests.simulation.faults import Fault, Planned
from tests.simulation.scenario import Put, Scenario, Story, Submit
from tests.simulation.seed import Ran, run

DROP = JobId(Owner("ada"), "film")
ATTEMPT = frozenset({"claim", "put", "finish"})
PARTS = 4
"""The enumeration is cut into so many tests, to be run side by side: `make test` samples them, `make soak` does it all."""
SAMPLED = [pytest.param(part, marks=[pytest.mark.soak] if part % 2 else []) for part in range(PARTS)]


def _job(recipe: str) -> Scenario:
    deeds = ((0, Put("1.mp4", "birds huge")), (0, Submit("")))
    return Scenario(recipe, workers=1, quiet=Millis(0), stories=(Story(DROP, deeds),), storm=0, share=0)


def _run(recipe: str, moments: tuple[int, ...], counted: frozenset[str] | None = None) -> tuple[Ran, int]:
    plan = Planned(dict.fromkeys(moments, Fault.CRASH_BEFORE), counted)
    return run(0, _job(recipe), plan, Random(0)), plan.moments


@pytest.mark.parametrize("part", SAMPLED)
@pytest.mark.parametrize("recipe", ["groups"])
def test_a_crash_before_and_after_every_call_is_healed(recipe: str, part: int) -> None:
    _, moments = _run(recipe, ())
    assert moments > 100
    broken = {moment: ran.violation for moment in range(part, moments, PARTS) if (ran := _run(recipe, (moment,))[0]).violation}
    assert broken == {}


@pytest.mark.parametrize("part", SAMPLED)
def test_every_two_crashes_in_claim_put_and_finish_are_healed(part: int) -> None:
    _, moments = _run("each_on_each", (), ATTEMPT)
    assert moments > 15
    broken = {}
    for first in range(part, moments, PARTS):
        once, more = _run("each_on_each", (first,), ATTEMPT)
        assert once.violation == ""
        for second in range(first + 1, more):
            ran, _ = _run("each_on_each", (first, second), ATTEMPT)
            if ran.violation:
                broken[first, second] = ran.violation
    assert broken == {}
