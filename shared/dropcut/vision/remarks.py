"""What a person should know about how a clip looks, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from dropcut.domain.scenes import Scene
from dropcut.domain.wording import seconds

_WORTH_TELLING: Final = Fraction(1)
_BLURRED: Final = Fraction(1, 5)
_OF_THE_SHARPEST: Final = Fraction(2, 5)
_AT_MOST: Final = 5


def remarks_on(scenes: Sequence[Scene]) -> Iterator[str]:
    """One for each scene that shows nothing, stands still or is blurred; not more than a few of each."""
    sharpest = max(scene.sharpness for scene in scenes)
    long = [scene for scene in scenes if scene.duration >= _WORTH_TELLING]
    black = [scene for scene in long if scene.black]
    still = [scene for scene in long if scene.frozen and not scene.black]
    limit = min(_BLURRED, sharpest * _OF_THE_SHARPEST)
    blurred = [scene for scene in long if scene.sharpness < limit and not scene.black and len(scenes) > 1]
    for said, some in (("is black", black), ("stands still", still), ("is blurred", blurred)):
        yield from (f"The picture {said} for {seconds(each.duration)} at {seconds(each.start)}." for each in some[:_AT_MOST])
        if len(some) > _AT_MOST:
            yield f"It {said} {len(some) - _AT_MOST} more times."
