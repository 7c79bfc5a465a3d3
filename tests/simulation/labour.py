"""What the steps of the simulation do besides computing: take time, and fail as the file they work on says.

A file's text is its name and what shall happen to it, as `birds hear=flaky-2 render=slow`.
"""

from __future__ import annotations

from greenlet import getcurrent

from dropcut.domain.errors import Permanent, Retryable
from dropcut.domain.values import Value
from dropcut.ports.tools import Tools
from tests.simulation.scheduler import Actor, Crashed

UNIT = 900
"""How long a unit of work takes, in milliseconds of virtual time."""


SLOW = 20
"""How many units slow work takes: far longer than a lease."""


class Fate(Value):
    """What happens to one step on one file."""

    kind: str = "fine"
    """`fine`, `slow`, `flaky` (fails a few times), `hopeless` (fails whenever tried), `broken` (bad input),
    `mended` (bad input until somebody mends it), `deadly` (kills)."""
    times: int = 0


def fate_of(step: str, text: str) -> Fate:
    """What the file's text says will happen to it in that step."""
    for word in text.split()[1:]:
        where, _, what = word.partition("=")
        if where == step:
            kind, _, times = what.partition("-")
            return Fate(kind=kind, times=int(times or 0))
    return Fate()


def labour(tools: Tools, step: str, text: str, units: int) -> None:
    """Work, or fail, as `text` says; in no time where there is no world, as in the model."""
    fate = fate_of(step, text)
    actor = getcurrent()
    if fate.kind == "broken":
        raise Permanent(f"{text.split(maxsplit=1)[0]} cannot be used.", "Film it again.")
    if fate.kind == "hopeless":
        raise Retryable(f"{text.split(maxsplit=1)[0]} never works.", "Give up.")
    if not isinstance(actor, Actor):
        if fate.kind == "deadly":
            raise Retryable(f"{text.split(maxsplit=1)[0]} kills whatever opens it.", "Give up.")
        return
    _toil(tools, actor, max(SLOW, units) if fate.kind == "slow" else units)
    _suffer(actor, step, text, fate)


def _toil(tools: Tools, actor: Actor, units: int) -> None:
    for _ in range(units):
        actor.pause(UNIT)
        tools.pulse()


def _suffer(actor: Actor, step: str, text: str, fate: Fate) -> None:
    if fate.kind == "deadly":
        actor.process.kill()
        raise Crashed
    site = actor.process.site
    if fate.kind == "mended" and not site.tried(step, text) and not site.calm:
        raise Permanent(f"{text.split(maxsplit=1)[0]} cannot be used on this machine.", "Install what it needs, then retry.")
    if fate.kind == "flaky" and site.tried(step, text) < fate.times and not site.calm:
        raise Retryable(f"{text.split(maxsplit=1)[0]} did not work this time.", "Try again.")
