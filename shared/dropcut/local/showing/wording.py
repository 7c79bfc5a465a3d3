"""Figures of progress, as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence

from dropcut.engine.progress import Running, StepProgress

_MINUTE = 60
_HOUR = 3600


def percent(permille: int) -> str:
    """`37%`; a hundred only at the end."""
    return f"{permille // 10}%"


def duration(seconds: int) -> str:
    """`45 s`, `3 min`, `1 h 20 min`."""
    if seconds < _MINUTE:
        return f"{seconds} s"
    minutes = -(-seconds // _MINUTE)
    return f"{minutes} min" if seconds < _HOUR else f"{minutes // _MINUTE} h {minutes % _MINUTE} min"


def remark(step: StepProgress, running: Sequence[Running] = ()) -> str:
    """What is worth saying beside a step's count: `reused 12, 1 failed, 3.2 frames/s`."""
    parts = [f"reused {step.reused}"] if step.reused else []
    parts += [f"{step.failed} failed"] if step.failed else []
    parts += [each.told for each in running if each.step == step.step and each.told]
    return ", ".join(parts)
