"""Clips that recorded the same performance count as one reel: one of them is heard, one is seen.

Heard is a separate sound recording before a camera, and else what stands clearest above its noise. Seen is the first
camera by name that filmed the whole of a stretch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from re import split

from dropcut.domain.material import Synced
from dropcut.domain.wording import spoken
from dropcut.editing.choosing.evidence import Evidence, Listened


@dataclass(frozen=True)
class Reel:
    """One performance. Its own time is that of its first clip."""

    clips: tuple[Synced, ...]
    ears: tuple[int, ...]
    """The clips that can be heard, the best first."""
    eyes: tuple[int, ...]
    """The clips that can be seen, by name."""

    def shift(self, clip: int) -> Fraction:
        """What is added to a moment of the reel for the same moment of one of its clips."""
        return next(one.shift for one in self.clips if one.clip == clip)


def reels_of(evidence: Evidence) -> tuple[Reel, ...]:
    """Every clip that was listened to in one reel, in the order in which they were filmed, as far as names and clocks tell."""
    together = {one.clip for performance in evidence.performances for one in performance.clips}
    alone = [(Synced(clip=one.clip, shift=Fraction(0)),) for one in _once(evidence) if one.clip not in together]
    reels = [_reel(evidence, clips) for clips in (*(one.clips for one in evidence.performances), *alone)]
    return tuple(sorted((reel for reel in reels if reel.ears), key=_order(evidence)))


def ear_for(evidence: Evidence, reel: Reel, start: Fraction, end: Fraction) -> int:
    """The clip that is heard in a stretch of the reel's time: the best of those that recorded it all, else the best."""
    for clip in reel.ears:
        sounding, shift = evidence.by_clip[clip].sounding, reel.shift(clip)
        if sounding.offset <= start + shift and end + shift <= sounding.end:
            return clip
    return reel.ears[0]


def eye_for(evidence: Evidence, reel: Reel, start: Fraction, end: Fraction) -> int | None:
    """The clip that is seen in a stretch of the reel's time; none when no camera filmed all of it."""
    for clip in reel.eyes:
        if start + reel.shift(clip) >= 0 and end + reel.shift(clip) <= evidence.lasts(clip):
            return clip
    return None


def notes_on(evidence: Evidence, reels: Sequence[Reel]) -> Iterator[str]:
    """Which of several clips is heard and which seen, and by what rule."""
    for reel in reels:
        if len(reel.clips) > 1:
            names = ", ".join(spoken(evidence.clips[one.clip].name) for one in reel.clips)
            heard = spoken(evidence.clips[reel.ears[0]].name)
            why = "the best above its noise" if evidence.is_seen(reel.ears[0]) else "a separate sound recording"
            yield f"{names} recorded the same performance: {heard} is heard, {why}; {_seen(evidence, reel)}."
    first: dict[str, str] = {}
    for clip in evidence.clips:
        same = first.setdefault(clip.asset.sha256, clip.name)
        if same != clip.name:
            yield f"{spoken(clip.name)} is the same file as {spoken(same)}; it is used once."


def _seen(evidence: Evidence, reel: Reel) -> str:
    if not reel.eyes:
        return "none is seen"
    first = f"{spoken(evidence.clips[reel.eyes[0]].name)} is seen, the first by name"
    return f"{first}, and where it filmed not all of a stretch the next that did" if len(reel.eyes) > 1 else first


def _once(evidence: Evidence) -> Iterator[Listened]:
    seen: set[str] = set()
    for one in evidence.listened:
        digest = evidence.clips[one.clip].asset.sha256
        if digest not in seen:
            seen.add(digest)
            yield one


def _reel(evidence: Evidence, clips: Sequence[Synced]) -> Reel:
    heard = [one.clip for one in clips if one.clip in evidence.by_clip]
    ears = sorted(heard, key=lambda clip: (evidence.is_seen(clip), -_above_noise(evidence.by_clip[clip]), clip))
    eyes = sorted(one.clip for one in clips if evidence.is_seen(one.clip))
    return Reel(tuple(clips), tuple(ears), tuple(eyes))


def _above_noise(listened: Listened) -> float:
    levels = listened.heard.levels
    return float("-inf") if levels.speech is None else float(levels.speech - levels.noise)


def _order(evidence: Evidence) -> _Order:
    clocks = [_recorded(evidence, one.clip) for one in evidence.listened]
    return _Order(evidence, by_clock=all(clocks) and len(set(clocks)) == len(clocks))


@dataclass(frozen=True)
class _Order:
    """By the camera's clock where every clip has a time of its own, else by name, numbers in it by their size."""

    evidence: Evidence
    by_clock: bool

    def __call__(self, reel: Reel) -> tuple[str, list[tuple[int, str]], int]:
        clip = reel.clips[0].clip
        clock = _recorded(self.evidence, clip) if self.by_clock else ""
        parts = split(r"(\d+)", self.evidence.clips[clip].name.casefold())
        return clock, [(int(part) if part.isdecimal() else -1, part) for part in parts], clip


def _recorded(evidence: Evidence, clip: int) -> str:
    footage = evidence.clips[clip].asset.footage
    return footage.recorded if footage else ""
