"""The captions of a cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dropcut.domain.cut import Cut
from dropcut.domain.values import Value
from dropcut.domain.wording import count_of
from dropcut.editing.captions.breaking import FASTEST, Caption, grouped
from dropcut.editing.captions.rows import Space
from dropcut.editing.captions.units import units_of

_ALMOST = 1.01
"""Rounding to milliseconds is no fault of the speaker's."""


class Captioned(Value):
    """All captions, and what a person should know about them."""

    captions: tuple[Caption, ...]
    notes: tuple[str, ...] = ()


def captioned(cut: Cut) -> Captioned:
    """In the programme's time, in order, none overlapping another."""
    end = cut.format.starts(cut.frames)
    captions = tuple(group.caption for group in grouped(units_of(cut), end, Space()))
    return Captioned(captions=captions, notes=tuple(_notes(captions)))


def _notes(captions: Sequence[Caption]) -> Iterator[str]:
    fast = [caption for caption in captions if caption.pace > FASTEST * _ALMOST]
    if fast:
        worst = max(fast, key=lambda caption: caption.pace)
        yield (
            f"{count_of(len(fast), 'caption')} of {len(captions)} cannot be read in time, because the speaker is faster than "
            f"{FASTEST} characters a second and does not pause: at worst {round(worst.pace)}, at {clock(worst.start)}."
        )


def clock(at: int) -> str:
    """`1:02:03.5` of so many milliseconds, as a person finds it in a player."""
    minutes, left = divmod(at, 60_000)
    hours, minute = divmod(minutes, 60)
    within = f"{left // 1000:02}.{left % 1000 // 100}"
    return f"{hours}:{minute:02}:{within}" if hours else f"{minute}:{within}"
