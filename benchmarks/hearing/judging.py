"""What was found against what was truly tried."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from benchmarks.hearing.footage import Attempt
from dropcut.domain.speech import Found, Role, Try


@dataclass(frozen=True)
class Verdict:
    """One recording against its own script."""

    whole: int
    whole_found: int
    starts: int
    starts_found: int
    starts_called_whole: int
    false: int
    edges: tuple[float, ...]
    """Errors of the first and last edges of whole tries, in seconds: of these a cut is made."""


def judged(attempts: Sequence[Attempt], found: Found) -> Verdict:
    """A try is an attempt when they are of one line and share most of their time; false when it is none."""
    matched = {at: [one for one in found.tries if _is(one, attempt)] for at, attempt in enumerate(attempts)}
    whole = [at for at, attempt in enumerate(attempts) if attempt.whole]
    starts = [at for at, attempt in enumerate(attempts) if not attempt.whole]
    claimed = {one for tries in matched.values() for one in tries}
    return Verdict(
        whole=len(whole),
        whole_found=sum(any(one.whole for one in matched[at]) for at in whole),
        starts=len(starts),
        starts_found=sum(bool(matched[at]) for at in starts),
        starts_called_whole=sum(one.whole for at in starts for one in matched[at]),
        false=sum(one not in claimed for one in found.tries),
        edges=tuple(chain.from_iterable(_edges(attempts[at], one) for at in whole for one in matched[at] if one.whole)),
    )


def _is(one: Try, attempt: Attempt) -> bool:
    start, end = attempt.words[0].start, attempt.words[-1].end
    shared = min(float(one.end), end) - max(float(one.start), start)
    return one.line == attempt.line and shared > max(float(one.end - one.start), end - start) / 2


def _edges(attempt: Attempt, one: Try) -> Iterable[float]:
    said = [part.word for part in one.said if part.role is Role.SAID]
    return abs(float(said[0].start) - attempt.words[0].start), abs(float(said[-1].end) - attempt.words[-1].end)
