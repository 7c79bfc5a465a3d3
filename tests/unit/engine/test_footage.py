"""How much footage a task goes through is told by what it works on, or else by what it gives."""

from __future__ import annotations

from fractions import Fraction

from dropcut.domain.programme import Encoder, Format, Look
from dropcut.domain.rendering import Segment
from dropcut.domain.settings import Fit, Preset
from dropcut.domain.upscaling import Conforming, Stretch
from dropcut.engine.footage import footage_of

LOOK = Look(
    format=Format(width=320, height=240, rate=Fraction(30000, 1001)),
    fit=Fit.PAD,
    encoder=Encoder(name="libx264", preset=Preset.WEB, build="6", threads=1, why="it was asked for"),
)
STRETCH = Stretch(asset=None, start=Fraction(0), frames=50, rate=Fraction(25))


def test_frames_last_as_long_as_they_play() -> None:
    assert footage_of([Segment(asset=None, first=0, frames=300, look=LOOK)]) == 10_010
    assert footage_of([Conforming(stretch=STRETCH, build="6")]) == 2_000


def test_the_first_that_says_it_counts() -> None:
    assert footage_of(["words", 7, STRETCH, Segment(asset=None, first=0, frames=300, look=LOOK)]) == 2_000


def test_what_is_no_footage_lasts_no_time() -> None:
    assert footage_of(["words", 7, None]) == footage_of([]) == 0
