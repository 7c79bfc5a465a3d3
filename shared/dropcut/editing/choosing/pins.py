"""The take that a person pinned to a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from dropcut.domain.decisions import TakeRef
from dropcut.domain.speech import Role
from dropcut.editing.choosing.candidates import Candidate, Part
from dropcut.editing.choosing.evidence import Evidence
from dropcut.editing.choosing.reels import Reel, ear_for
from dropcut.editing.choosing.takes import Take, bare_take
from dropcut.editing.choosing.wanting import UNRECOGNISED
from dropcut.editing.references import normal_text
from dropcut.editing.trimming.seams import Run
from dropcut.editing.trimming.uttered import Uttered

_MEANT: Final = Fraction(1, 2)
PINNED: Final = "pinned by a person"


@dataclass(frozen=True)
class Pinboard:
    """Where pins can stick."""

    evidence: Evidence
    reels: Sequence[Reel]

    def pinned(self, pin: TakeRef, line: str, candidates: Sequence[Candidate]) -> Candidate | None:
        """The take that is meant, or the very stretch where none was found; None when there is no such clip or time."""
        at = self._at(pin)
        if at is None:
            return None
        reel, start, end = at
        near = [one for one in candidates if len(one.parts) == 1 and one.parts[0].take.reel == reel]
        best = max(near, key=lambda one: _shared(one.parts[0].take, start, end), default=None)
        if best and _shared(best.parts[0].take, start, end) >= _MEANT:
            return replace(best, blemishes=(PINNED, *best.blemishes), acceptable=True)
        return self._stretch(reel, start, end, line)

    def _at(self, pin: TakeRef) -> tuple[int, Fraction, Fraction] | None:
        """The reel, and the stretch in its time."""
        for number, reel in enumerate(self.reels):
            for clip in reel.clips:
                inside = 0 <= pin.start < pin.end and pin.start < self.evidence.lasts(clip.clip)
                if self.evidence.clips[clip.clip].asset.sha256 == pin.asset and inside:
                    end = min(pin.end, self.evidence.lasts(clip.clip))
                    return number, pin.start - clip.shift, end - clip.shift
        return None

    def _stretch(self, number: int, start: Fraction, end: Fraction, line: str) -> Candidate:
        """No word of it was recognised: the line's words are spread over it evenly."""
        reel = self.reels[number]
        clip = ear_for(self.evidence, reel, start, end)
        shift = reel.shift(clip)
        written = [(place, text) for place, text in enumerate(line.split()) if normal_text(text)] or [(0, line)]
        each = (end - start) / len(written)
        words = tuple(
            Uttered(text, start + shift + at * each, start + shift + (at + 1) * each, 0.0, Role.SAID, place)
            for at, (place, text) in enumerate(written)
        )
        take = bare_take(number, clip, shift, normal_text(line), words)
        return Candidate(
            parts=(Part(take, (Run(0, len(words) - 1),)),),
            quality=0.0,
            flaws=(UNRECOGNISED,),
            blemishes=(PINNED,),
        )


def _shared(take: Take, start: Fraction, end: Fraction) -> Fraction:
    """The share of a stretch and a take that both have."""
    shared = min(take.end, end) - max(take.start, start)
    return shared / min(take.end - take.start, end - start)
