"""What is said about a line: how it ended, and why, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dropcut.domain.cut import Status
from dropcut.domain.speech import Share
from dropcut.domain.wording import count_of
from dropcut.editing.choosing.candidates import Candidate
from dropcut.editing.choosing.pins import PINNED

_CLOSE: Final = 0.03
"""A take that is better by more than this than the one that is used is worth a look."""
_NAMED: Final = 3


@dataclass(frozen=True)
class Verdict:
    """How a line ended, and why."""

    status: Status
    score: Share
    reason: str


def verdict_on(used: Candidate, others: Sequence[Candidate], written: Sequence[str]) -> Verdict:
    """About a line that is said."""
    doubts = [*_about_words(used, written), *used.flaws]
    better = [one for one in others if one.acceptable and one.quality > used.quality + _CLOSE]
    if better and PINNED not in used.blemishes:
        doubts.append("an earlier take may be better" if len(better) == 1 else f"{len(better)} other takes may be better")
    is_sure = not doubts or PINNED in used.blemishes
    reason = "; ".join([_which(used, others), *doubts, *used.blemishes])
    return Verdict(Status.CHOSEN if is_sure else Status.AMBIGUOUS, score_of(used), reason)


def missing(tries: Sequence[Candidate]) -> Verdict:
    """About a line that nobody said, or only in part."""
    if not tries:
        return Verdict(Status.MISSING, Fraction(0), "nobody says it")
    best = max(tries, key=lambda one: float(one.parts[0].take.tried.coverage))
    only = f"only {count_of(len(tries), 'false start')}"
    return Verdict(Status.MISSING, Fraction(0), f"{only}: the best {best.parts[0].take.tried.reason}")


def score_of(candidate: Candidate) -> Share:
    """Its quality, in thousandths."""
    return Fraction(round(min(1.0, max(0.0, candidate.quality)) * 1000), 1000)


def reason_for(candidate: Candidate) -> str:
    """About an alternate."""
    faults = [*candidate.flaws, *candidate.blemishes]
    first = "" if candidate.acceptable else "not the whole line: "
    return first + "; ".join(
        [candidate.parts[0].take.tried.reason, *(fault for fault in faults if fault not in _said(candidate))]
    )


def _said(candidate: Candidate) -> str:
    return candidate.parts[0].take.tried.reason


def _about_words(used: Candidate, written: Sequence[str]) -> Sequence[str]:
    if not used.unheard:
        return ()
    named = ", ".join(f'"{written[place]}"' for place in used.unheard[:_NAMED] if place < len(written))
    return (f"without {named}{' and more' if len(used.unheard) > _NAMED else ''}",)


def _which(used: Candidate, others: Sequence[Candidate]) -> str:
    good = [one for one in others if one.acceptable]
    if not good:
        return "the only take" if not others else "the only whole take"
    count = len(good) + 1
    if all(one.place < used.place for one in good):
        return f"the last of {count} takes"
    if PINNED in used.blemishes:
        return f"one of {count} takes"
    last = max(good, key=lambda one: one.place)
    better = "better than the last" if used.quality > last.quality else "goes on where the line before it ended"
    return f"one of {count} takes: {better}"
