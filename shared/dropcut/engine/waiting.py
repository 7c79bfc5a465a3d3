"""Waiting for what nobody tells: looked at again and again."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep
from typing import TypeVar

from dropcut.domain.values import Millis

T = TypeVar("T")


def seen_within(wait: Millis, between_s: float, look: Callable[[], T], enough: Callable[[T], bool]) -> T:
    """What was seen as soon as it was enough, and else what was seen last."""
    end = monotonic() + wait / 1000
    while True:
        seen, left = look(), end - monotonic()
        if enough(seen) or left <= 0:
            return seen
        sleep(min(left, between_s))
