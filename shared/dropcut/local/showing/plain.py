"""A line whenever something changed, for logs and pipes."""

from __future__ import annotations

from typing import TextIO

from dropcut.engine.progress import StepProgress
from dropcut.local.showing.shown import Shown
from dropcut.local.showing.wording import duration, percent, remark


class Plain:
    """See `Display`. At most a line a second, and none that says what the last one said."""

    pause_s = 1.0

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._last = ""

    def show(self, shown: Shown) -> None:
        """Say how far it is, when that is another thing than before."""
        said = said_of(shown)
        if said != self._last:
            self._last = said
            told = [each.told for each in shown.running if each.told]
            told += [f"about {duration(shown.left_s)} left"] if shown.left_s is not None else []
            beside = f" - {', '.join(told)}" if told else ""
            print(f"{said}{beside}", file=self._out, flush=True)

    def close(self) -> None:
        """There is nothing to put back."""


def said_of(shown: Shown) -> str:
    """How far it is, without speed and the time that is left, which change all the time."""
    steps = ", ".join(_step(step) for step in shown.steps)
    return f"{percent(shown.permille):>4} {steps or shown.why}"


def _step(step: StepProgress) -> str:
    beside = remark(step)
    count = f"{step.step} {step.done + step.failed}/{step.total}"
    return f"{count} ({beside})" if beside else count
