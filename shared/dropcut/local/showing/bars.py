"""A bar a step on a terminal, below one for the whole with the time that is left."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from dropcut.engine.progress import Running, StepProgress
from dropcut.local.showing.shown import Shown
from dropcut.local.showing.wording import duration, percent, remark

_WHOLE = 1000


class Bars:
    """See `Display`."""

    pause_s = 0.2

    def __init__(self, console: Console) -> None:
        self._steps: dict[str, TaskID] = {}
        columns = (_text("name"), BarColumn(), _text("count"), _text("remark"))
        self._bars = Progress(*columns, console=console, refresh_per_second=5)
        self._whole = self._bars.add_task("", total=_WHOLE, name="", count="", remark="")
        self._bars.start()

    def show(self, shown: Shown) -> None:
        """Move every bar to where its step is."""
        left = f"about {duration(shown.left_s)} left" if shown.left_s is not None else ""
        self._bars.update(self._whole, completed=shown.permille, name=shown.job, count=percent(shown.permille), remark=left)
        for step in shown.steps:
            self._move(step, [each for each in shown.running if each.step == step.step])

    def close(self) -> None:
        """Leave the bars where they are."""
        self._bars.stop()

    def _move(self, step: StepProgress, running: Sequence[Running]) -> None:
        if step.step not in self._steps:
            self._steps[step.step] = self._bars.add_task("", name=f"  {step.step}", count="", remark="")
        ended = step.done + step.failed
        moved = min(step.total, ended + sum(each.permille for each in running) / 1000)
        count, beside = f"{ended}/{step.total}", remark(step, running)
        self._bars.update(self._steps[step.step], total=max(step.total, 1), completed=moved, count=count, remark=beside)


def _text(field: str) -> TextColumn:
    """A column of plain words: a drop's name is no markup."""
    return TextColumn(f"{{task.fields[{field}]}}", markup=False)
