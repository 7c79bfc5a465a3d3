"""How much was taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from dropcut.domain.cut import Removed, Unused
from dropcut.editing.choosing.evidence import Evidence
from dropcut.editing.choosing.reels import Reel
from dropcut.editing.choosing.spans import Span, joined, shared, total, without
from dropcut.editing.choosing.unused import A_FILLER, ONLY


def removed(
    evidence: Evidence, reels: Sequence[Reel], used: Mapping[int, Sequence[Span]], unused: Sequence[Unused], retakes: int
) -> Removed:
    """Silence is what is neither speech nor in the cut, in every performance once."""
    silence = sum((_silence(evidence, reel, used.get(number, ())) for number, reel in enumerate(reels)), Fraction(0))
    fillers = sum(one.reason == A_FILLER or one.reason.startswith(ONLY) for one in unused)
    return Removed(silence=silence, fillers=fillers, retakes=retakes)


def _silence(evidence: Evidence, reel: Reel, used: Sequence[Span]) -> Fraction:
    listened = evidence.by_clip[reel.ears[0]]
    shift = listened.offset - reel.shift(listened.clip)
    whole = (shift, shift + listened.heard.duration)
    spoken = [(one.start + shift, one.end + shift) for one in listened.heard.stretches]
    silent = without([whole], spoken)
    return total(silent) - total(shared(silent, joined(used)))
