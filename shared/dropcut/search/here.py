"""What understands on this machine, for whoever asks rather than for a job that was given its engine."""

from __future__ import annotations

from functools import cache

from dropcut.ports.meaning import Meaning
from dropcut.search.choosing import BEST_FIRST
from dropcut.search.engines import meaning_of
from dropcut.search.weights import found_weights


@cache
def understanding() -> Meaning | None:
    """The engine that a job of this machine would be given; None where there is none. Loaded once a process."""
    way = next((way for way in BEST_FIRST if way.is_installed()), None)
    weights = found_weights() if way else None
    return meaning_of(way.engine_with(weights)) if way and weights else None
