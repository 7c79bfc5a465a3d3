"""All that the choice is made from, read and laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from dropcut.domain.assets import Clip
from dropcut.domain.decisions import Decision
from dropcut.domain.material import Performance
from dropcut.domain.programme import Format
from dropcut.domain.script import Script
from dropcut.domain.settings import Settings
from dropcut.domain.speech import Found, Heard
from dropcut.domain.time import Seconds
from dropcut.editing.meaning.matches import Comparable
from dropcut.editing.trimming.framing import frames_at
from dropcut.editing.trimming.limits import Limits, limits_of
from dropcut.editing.trimming.sounding import Sounding


@dataclass(frozen=True)
class Listened:
    """One clip that was listened to."""

    clip: int
    heard: Heard
    envelope: bytes
    offset: Seconds
    found: Sequence[Found] = ()
    """For each group of lines in order."""

    @cached_property
    def sounding(self) -> Sounding:
        """How it sounds, in the clip's own time."""
        return Sounding(self.envelope, self.offset, self.heard.stretches, self.heard.levels)


@dataclass(frozen=True)
class Evidence:
    """Clips are counted as `clips` does."""

    clips: Sequence[Clip]
    script: Script | None
    groups: Sequence[Sequence[int]]
    """The script's lines, counted from 0, by the groups in which they were looked for."""
    listened: Sequence[Listened]
    performances: Sequence[Performance]
    format: Format
    settings: Settings
    decisions: Sequence[Decision] = ()
    shot_changes: Sequence[Sequence[Seconds]] = ()
    """For each clip, just before when its picture becomes another shot's; nothing where nobody looked."""
    comparable: Comparable | None = None
    """For lines that were said in other words; None where none is looked for."""

    @cached_property
    def limits(self) -> Limits:
        """How much silence stays. Without a script, whatever is kept is one talk."""
        limits = limits_of(self.settings)
        return limits if self.script else limits.inside

    @cached_property
    def by_clip(self) -> dict[int, Listened]:
        """What was listened to, by its clip."""
        return {one.clip: one for one in self.listened}

    def changes(self, clip: int) -> Sequence[int]:
        """The programme's frames, counted from a clip's beginning, with which another of its shots begins."""
        return self._changes.get(clip, ())

    @cached_property
    def _changes(self) -> dict[int, Sequence[int]]:
        return {clip: frames_at(changes, self.format.rate) for clip, changes in enumerate(self.shot_changes)}

    def lasts(self, clip: int) -> Seconds:
        """How long a clip is."""
        footage = self.clips[clip].asset.footage
        return footage.duration if footage else Fraction(0)

    def is_seen(self, clip: int) -> bool:
        """Whether a clip has a picture."""
        footage = self.clips[clip].asset.footage
        return bool(footage and footage.pictures)
