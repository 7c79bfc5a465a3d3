"""How a speaker usually sounds in a clip, so that what is unusual about a take shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from dropcut.domain.speech import Role
from dropcut.editing.choosing.evidence import Evidence
from dropcut.editing.choosing.takes import Take


@dataclass(frozen=True)
class Habit:
    """Of one clip."""

    pace: float
    """Letters a second."""
    level: float
    """In decibels below full scale."""


def habits_of(evidence: Evidence, takes: Sequence[Take]) -> dict[int, Habit]:
    """By clip; of the takes that were heard there."""
    by_clip: dict[int, list[Take]] = defaultdict(list)
    for take in takes:
        by_clip[take.clip].append(take)
    return {
        clip: Habit(median(pace_of(take) for take in some), median(level_of(evidence, take) for take in some))
        for clip, some in by_clip.items()
    }


def pace_of(take: Take) -> float:
    """Letters a second while words are said; pauses do not count."""
    said = [word for word in take.words if word.role is not Role.FILLER]
    seconds = float(sum((word.end - word.start for word in said), start=said[0].end - said[0].end)) if said else 0.0
    return sum(len(word.text) for word in said) / max(seconds, 0.05)


def level_of(evidence: Evidence, take: Take) -> float:
    """How loud it is."""
    return evidence.by_clip[take.clip].sounding.level(take.words[0].start, take.words[-1].end)
