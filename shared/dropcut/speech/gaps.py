"""Words of a line that were not heard: whether the sounds at their place say that they are there after all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from dropcut.speech.following import Followed, fit_of

_ENOUGH: Final = ((5, 0.36), (9, 0.27), (15, 0.15))
"""Below so many sounds, how well they must fit: by chance one run in fifty does."""
_ENOUGH_FOR_MANY: Final = 0.03
_ENOUGH_GOING_ON: Final = -0.1
"""Where the speaker went on speaking at once, after what was heard or before it."""
_ENOUGH_TO_END: Final = -0.35
"""The same where most of the line was heard: nearly everybody who comes so far says the rest."""
_ENOUGH_FOR_ONE: Final = -0.75
"""The same for one small word: "for them" ends as "for 'em"."""
_ONE: Final = 4
"""In sounds."""
_NEARLY_ALL: Final = Fraction(17, 20)
_MOST: Final = Fraction(3, 5)
_MUCH: Final = 4.0
"""In what the words are worth: most of a short line may be chance."""
_ENOUGH_BETWEEN: Final = -0.3
"""Where the line was heard on both sides: the time must be filled with something."""
_IN_NOISE: Final = 0.25
"""Noise is a little like everything."""
_AT_ONCE: Final = Fraction(1, 5)
_LEAST_SOUNDS: Final = 12
"""A line of which no word was heard at all must be this long to be told by its sounds alone."""
_TELLING: Final = 1.0
"""What the words on the far side of a gap must be worth: a rare one, or two common ones."""
LOOSE: Final = Fraction(1, 2)
"""Two words of a line stand no further apart; more would be something else."""


def gaps(length: int, heard: Collection[int]) -> Iterator[range]:
    """Runs of a line's words that were not heard."""
    for before, after in pairwise((-1, *sorted(heard), length)):
        if after - before > 1:
            yield range(before + 1, after)


def is_there(gap: range, line: Sequence[Followed], heard: Mapping[int, float], *, noisy: bool) -> bool:
    """Whether these words were said, going by how a whole line was followed and by what each heard word of it is worth."""
    plain = fit_of(line[gap.start : gap.stop])
    fit = plain - (_IN_NOISE if noisy else 0)
    sounds = sum(len(word.fits) for word in line[gap.start : gap.stop])
    if not heard:
        return sounds >= _LEAST_SOUNDS and fit >= _enough(sounds)
    loosest = _loosest(line[max(gap.start - 1, 0) : gap.stop + 1])
    if loosest <= LOOSE and _least_side(gap, heard) >= _TELLING:
        return plain >= _ENOUGH_BETWEEN
    if loosest <= _AT_ONCE:
        return fit >= _enough_going_on(sounds, Fraction(len(heard), len(line)), sum(heard.values()))
    return fit >= _enough(sounds)


def _enough(sounds: int) -> float:
    return next((fit for below, fit in _ENOUGH if sounds < below), _ENOUGH_FOR_MANY)


def _enough_going_on(sounds: int, share: Fraction, worth: float) -> float:
    if worth < _MUCH or share < _MOST:
        return _ENOUGH_GOING_ON
    return _ENOUGH_FOR_ONE if share >= _NEARLY_ALL and sounds <= _ONE else _ENOUGH_TO_END


def _loosest(words: Sequence[Followed]) -> Fraction:
    """The longest time between two of them."""
    return max((later.start - earlier.end for earlier, later in pairwise(words)), default=Fraction(0))


def _least_side(gap: range, heard: Mapping[int, float]) -> float:
    """What was heard on the side of the gap on which less was."""
    before = sum(worth for token, worth in heard.items() if token < gap.start)
    return min(before, sum(worth for token, worth in heard.items() if token >= gap.stop))
