"""What could stand for a line: a take, or two takes joined at a pause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from dropcut.editing.choosing.acceptance import is_acceptable
from dropcut.editing.choosing.evidence import Evidence
from dropcut.editing.choosing.habits import Habit, habits_of
from dropcut.editing.choosing.quality import quality_of
from dropcut.editing.choosing.reels import Reel, eye_for
from dropcut.editing.choosing.stitching import Joint, best_joint
from dropcut.editing.choosing.takes import Take
from dropcut.editing.trimming.seams import Run, Seams, seams_of

_STITCHED: Final = 0.12
_UNSEEN: Final = 0.3
UNSEEN: Final = "no camera filmed it"


@dataclass(frozen=True, eq=False)
class Part:
    """What is used of one take."""

    take: Take
    runs: tuple[Run, ...]


@dataclass(frozen=True, eq=False)
class Candidate:
    """One way to say a line."""

    parts: tuple[Part, ...]
    quality: float
    flaws: tuple[str, ...] = ()
    blemishes: tuple[str, ...] = ()
    acceptable: bool = True
    unheard: tuple[int, ...] = ()
    """The written words of the line that are not in it."""
    wording: str | None = None
    """What is said, where that is not what the line says."""

    @property
    def place(self) -> tuple[int, Fraction]:
        """When it was performed."""
        return self.parts[-1].take.place

    @cached_property
    def takes(self) -> frozenset[Take]:
        """The takes that it is made of."""
        return frozenset(part.take for part in self.parts)


@dataclass(frozen=True)
class Judged:
    """All takes, judged."""

    evidence: Evidence
    reels: Sequence[Reel]
    habits: Mapping[int, Habit]

    @classmethod
    def of(cls, evidence: Evidence, reels: Sequence[Reel], takes: Sequence[Take]) -> Judged:
        return cls(evidence, reels, habits_of(evidence, takes))

    def candidates(self, spoken: str, takes: Sequence[Take]) -> tuple[Candidate, ...]:
        """Every take of a line by its time, and the best stitch where no take is whole."""
        single = [self.candidate(take, spoken) for take in takes]
        if any(one.acceptable and not one.unheard for one in single):
            return tuple(single)
        joint = best_joint(self.evidence, takes)
        return (*single, self._stitched(joint)) if joint else tuple(single)

    def candidate(self, take: Take, spoken: str) -> Candidate:
        """A take by itself."""
        seams = self._seams(take)
        quality = quality_of(self.evidence, take, seams, self.habits[take.clip])
        return Candidate(
            parts=(Part(take, seams.runs),),
            quality=max(0.0, quality.worth - (_UNSEEN if self._is_unseen(take) else 0.0)),
            flaws=(*quality.flaws, *((UNSEEN,) if self._is_unseen(take) else ())),
            blemishes=quality.blemishes,
            acceptable=is_acceptable(self.evidence, take, spoken.split()),
            unheard=take.tried.misses,
        )

    def _is_unseen(self, take: Take) -> bool:
        """Whether other clips have a picture and this take has none."""
        return self.filmed and eye_for(self.evidence, self.reels[take.reel], take.start, take.end) is None

    @cached_property
    def filmed(self) -> bool:
        """Whether there is any picture."""
        return any(self.evidence.is_seen(clip) for clip in range(len(self.evidence.clips)))

    def _seams(self, take: Take) -> Seams:
        return seams_of(take.words, self.evidence.by_clip[take.clip].sounding, self.evidence.limits)

    def _stitched(self, joint: Joint) -> Candidate:
        parts = tuple(
            Part(side.take, tuple(_within(self._seams(side.take).runs, side.first, side.last))) for side in joint.sides
        )
        worth = [quality_of(self.evidence, part.take, self._seams(part.take), self.habits[part.take.clip]) for part in parts]
        lost = [0.5 * (1 - float(part.take.tried.coverage)) + 0.06 for part in parts]
        quality = min(1.0, *(one.worth + less for one, less in zip(worth, lost, strict=True))) - _STITCHED
        return Candidate(parts, max(0.0, quality), ("joined from two takes, for none is whole",))


def _within(runs: Sequence[Run], first: int, last: int) -> Sequence[Run]:
    inside = [Run(max(run.first, first), min(run.last, last)) for run in runs]
    return [run for run in inside if run.first <= run.last]
