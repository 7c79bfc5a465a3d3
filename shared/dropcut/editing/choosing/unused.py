"""What was said and is not in the cut, each stretch with its reason; and how much was taken out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Final

from dropcut.domain.cut import Unused
from dropcut.domain.speech import Role
from dropcut.editing.choosing.evidence import Evidence, Listened
from dropcut.editing.choosing.reels import Reel
from dropcut.editing.choosing.spans import Span, Spans, without
from dropcut.editing.choosing.takes import Take
from dropcut.editing.trimming.uttered import Uttered

_SHORTEST: Final = Fraction(3, 10)
_SHORTEST_WORD: Final = Fraction(8, 100)
ONLY: Final = "only "
"""How the reason of a stray begins that is nothing but fillers."""
A_FILLER: Final = "a filler"
AGAIN: Final = "said again later"
NOT_IN_THE_SCRIPT: Final = "not in the script"


@dataclass(frozen=True)
class Leftovers:
    """What the cut leaves, by reel; all spans are in the reel's time."""

    evidence: Evidence
    reels: Sequence[Reel]
    used: Mapping[int, Spans]

    @classmethod
    def of(cls, evidence: Evidence, reels: Sequence[Reel], used: Mapping[int, Sequence[Span]]) -> Leftovers:
        return cls(evidence, reels, {number: Spans.of(used.get(number, ())) for number in range(len(reels))})

    def of_takes(self, takes: Iterable[Take], reasons: Mapping[Take, str]) -> Iterator[Unused]:
        """Takes that are not used, and what is cut out of those that are."""
        for take in takes:
            if take in reasons:
                near = self.used[take.reel].near(take.start, take.end)
                for span in without([(take.start, take.end)], near):
                    if span[1] - span[0] >= _SHORTEST_WORD:
                        yield self._told(take.reel, span, take.text, reasons[take])
            else:
                yield from self._cut_out(take)

    def of_speech(self, takes: Sequence[Take]) -> Iterator[Unused]:
        """Speech that belongs to no take."""
        for number, reel in enumerate(self.reels):
            listened = self.evidence.by_clip[reel.ears[0]]
            shift = listened.offset - reel.shift(listened.clip)
            spoken = [(one.start + shift, one.end + shift) for one in listened.heard.stretches]
            known = [(take.start, take.end) for take in takes if take.reel == number]
            lore = _Lore.of(listened, shift)
            for span in without(spoken, [*known, *self.used[number].inside]):
                if span[1] - span[0] >= _SHORTEST and self._is_voiced(listened, span, reel):
                    yield self._told(number, span, lore.words(span), lore.reason(span))

    def _is_voiced(self, listened: Listened, span: Span, reel: Reel) -> bool:
        shift = reel.shift(listened.clip)
        return listened.sounding.spoken(span[0] + shift, span[1] + shift) >= _SHORTEST / 2

    def _cut_out(self, take: Take) -> Iterator[Unused]:
        used = self.used[take.reel]
        out = [word for word in take.words if not used.has((word.start + word.end) / 2 - take.shift)]
        for reason, some in groupby(out, key=_why_cut_out):
            words = list(some)
            span = words[0].start - take.shift, words[-1].end - take.shift
            yield self._told(take.reel, span, " ".join(word.text for word in words), reason)

    def _told(self, number: int, span: Span, text: str, reason: str) -> Unused:
        """In the own time of the clip that would be seen."""
        reel = self.reels[number]
        clip = (reel.eyes or reel.ears)[0]
        start = max(Fraction(0), span[0] + reel.shift(clip))
        end = max(start, span[1] + reel.shift(clip))
        return Unused(clip=clip, start=start, end=end, text=text.strip(), reason=reason)


@dataclass(frozen=True)
class _Lore:
    """What is known of a clip's speech beside its takes, in the reel's time."""

    middles: Sequence[Fraction]
    texts: Sequence[str]
    fillers: Sequence[tuple[Fraction, Fraction, str]]

    @classmethod
    def of(cls, listened: Listened, shift: Fraction) -> _Lore:
        words = listened.heard.words
        strays = {stray for found in listened.found for stray in found.strays if stray.reason.startswith(ONLY)}
        return cls(
            [(word.start + word.end) / 2 + shift for word in words],
            [word.text for word in words],
            sorted((stray.start + shift, stray.end + shift, stray.reason) for stray in strays),
        )

    def words(self, span: Span) -> str:
        """The words that were recognised without a script."""
        return " ".join(self.texts[bisect_left(self.middles, span[0]) : bisect_left(self.middles, span[1])])

    def reason(self, span: Span) -> str:
        """Fillers by themselves are told as such when some search recognised them."""
        for start, end, reason in self.fillers:
            if start <= span[0] + _SHORTEST and end >= span[1] - _SHORTEST:
                return reason
        return NOT_IN_THE_SCRIPT


def _why_cut_out(word: Uttered) -> str:
    reasons = {Role.FILLER: A_FILLER, Role.INSERTED: NOT_IN_THE_SCRIPT}
    return reasons.get(word.role, AGAIN)
