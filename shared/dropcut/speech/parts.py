"""What was heard of a line in one go, and how much room there is around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dropcut.editing.words.chains import Chain
from dropcut.editing.words.tokens import HeardToken
from dropcut.editing.words.tries import final_links

Span = tuple[Fraction, Fraction]
_PAUSE: Final = Fraction(3, 2)
_LONGEST_WORD: Final = Fraction(4, 5)


@dataclass(frozen=True)
class Part:
    """What was heard of a line in one go."""

    line: int
    heard: Mapping[int, HeardToken]
    start: Fraction
    end: Fraction

    @classmethod
    def of(cls, chain: Chain, words: Sequence[HeardToken]) -> Part:
        heard = {link.token: words[link.heard] for link in final_links(chain)}
        return cls(chain[0].line, heard, words[chain[0].heard].start, words[chain[-1].heard].end)

    def goes_on_in(self, other: Part) -> bool:
        """Whether the other may be the rest of it: what was lost between took so long that they fell apart."""
        later = self.line == other.line and max(self.heard) < min(other.heard)
        return later and other.start - self.end <= _PAUSE + (min(other.heard) - max(self.heard) - 1) * _LONGEST_WORD


def joined(parts: Sequence[Part]) -> list[Part]:
    """Parts in the order in which they were heard, those that go on in the next together with it."""
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].goes_on_in(part):
            last = joined.pop()
            part = Part(part.line, {**last.heard, **part.heard}, last.start, part.end)  # noqa: PLW2901 - grown
        joined.append(part)
    return joined


def rooms(parts: Sequence[Part], span: Span) -> list[Span]:
    """Of each, from the end of the one before to the beginning of the next."""
    ends = [span[0], *(part.end for part in parts[:-1])]
    starts = [*(part.start for part in parts[1:]), span[1]]
    return list(zip(ends, starts, strict=True)) if parts else []
