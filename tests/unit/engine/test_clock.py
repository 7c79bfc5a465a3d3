"""Clocks of a home."""

from __future__ import annotations

from time import monotonic, time

from dropcut.domain.values import Instant, Millis
from dropcut.engine.clock import SystemClock
from dropcut.local.memory.clock import MemoryClock


def test_the_system_clock_tells_the_time_in_milliseconds() -> None:
    assert abs(SystemClock().now() / 1000 - time()) < 1


def test_the_system_clock_sleeps_about_as_long_as_asked() -> None:
    start = monotonic()
    SystemClock().sleep(Millis(30))
    SystemClock().sleep(Millis(-5))
    assert 0.03 <= monotonic() - start < 5


def test_a_clock_in_memory_moves_when_it_is_told() -> None:
    clock = MemoryClock(Instant(100))
    clock.sleep(Millis(50))
    assert clock.now() == 150
    clock.jump(Instant(20))
    assert clock.now() == 20
