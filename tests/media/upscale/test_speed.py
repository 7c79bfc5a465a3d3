"""How fast work goes is told by what was done of late."""

from __future__ import annotations

from dropcut.media.speed import Speed


def test_it_tells_the_speed_of_the_last_seconds_and_nothing_at_first() -> None:
    now = [0.0]
    speed = Speed("frames", lambda: now[0])

    def at(second: float, done: int) -> str:
        now[0] = second
        return speed.at(done)

    assert at(0.5, 3) == ""
    assert at(2.0, 6) == "3 frames/s"
    assert at(4.0, 7) == "1.8 frames/s"
    assert [at(float(second), 7 + second) for second in range(5, 40)][-1] == "1 frames/s"
    assert [at(40.0 + second, 1000 + 100 * second) for second in range(20)][-1] == "100 frames/s"
