"""Which take is used for which line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dropcut.domain.decisions import Decision
from dropcut.domain.script import Line
from dropcut.editing.choosing.candidates import Candidate, Judged
from dropcut.editing.choosing.evidence import Evidence
from dropcut.editing.choosing.meant import meant_candidates, meant_takes
from dropcut.editing.choosing.occurrences import shared_out
from dropcut.editing.choosing.optimum import best_candidates
from dropcut.editing.choosing.pins import Pinboard
from dropcut.editing.choosing.reels import Reel, reels_of
from dropcut.editing.choosing.settled import Settled, settled
from dropcut.editing.choosing.takes import Take, takes_of
from dropcut.editing.references import normal_text

_BORROWED: Final = "taken from another place where the same is said"


@dataclass(frozen=True)
class Choice:
    """Lines are counted from 0, as in the script."""

    reels: Sequence[Reel]
    takes: Sequence[Take]
    lines: Sequence[Line]
    candidates: Mapping[int, Sequence[Candidate]]
    """All that could stand for each line, acceptable or not."""
    chosen: Mapping[int, Candidate]
    """Without the lines that are missing or dropped."""
    order: Sequence[int]
    orphans: tuple[str, ...]
    settled: Settled

    def decision(self, number: int) -> Decision | None:
        """What a person settled about a line."""
        return self.settled.by_line.get(number)


def choose(evidence: Evidence) -> Choice:
    """The best takes of all lines together, with what a person settled above everything."""
    lines = evidence.script.lines if evidence.script else ()
    reels = reels_of(evidence)
    takes = takes_of(evidence, reels)
    wanted = settled([line.spoken for line in lines], evidence.decisions)
    texts = [normal_text(line.spoken) for line in lines]
    judged = Judged.of(evidence, reels, takes)
    candidates = {number: judged.candidates(lines[number].spoken, some) for number, some in shared_out(texts, takes).items()}
    everything = {number: candidates.get(number, ()) for number in range(len(lines))}
    meant = meant_takes(evidence, reels, takes, _unsaid(texts, everything))
    if meant:
        takes = tuple(sorted((*takes, *(one.take for one in meant)), key=lambda take: take.place))
        worded = meant_candidates(Judged.of(evidence, reels, takes), meant, [line.spoken for line in lines])
        everything |= {number: (*everything[number], *some) for number, some in worded.items()}
    pinned, orphans = _pinned(Pinboard(evidence, reels), lines, everything, wanted)
    usable = _usable(everything, pinned, wanted)
    _borrow(usable, texts, wanted)
    best = best_candidates([usable[number] for number in wanted.order])
    chosen = {number: one for number, one in zip(wanted.order, best, strict=True) if one}
    return Choice(reels, takes, lines, everything, chosen, wanted.order, (*wanted.orphans, *orphans), wanted)


def _unsaid(texts: Sequence[str], candidates: Mapping[int, Sequence[Candidate]]) -> Sequence[int]:
    """Lines that nobody says word for word, there or at another place where the script has the same."""
    said = {texts[number] for number, some in candidates.items() if any(one.acceptable for one in some)}
    return [number for number, text in enumerate(texts) if text not in said]


def _pinned(
    board: Pinboard, lines: Sequence[Line], candidates: Mapping[int, Sequence[Candidate]], wanted: Settled
) -> tuple[dict[int, Candidate], tuple[str, ...]]:
    alike: dict[str, list[Candidate]] = defaultdict(list)
    for number, some in candidates.items():
        alike[normal_text(lines[number].spoken)].extend(some)
    pinned: dict[int, Candidate] = {}
    orphans: list[str] = []
    for number, decision in wanted.by_line.items():
        if decision.pin is None:
            continue
        spoken = lines[number].spoken
        found = board.pinned(decision.pin, spoken, alike[normal_text(spoken)])
        if found:
            pinned[number] = found
        else:
            orphans.append(f'The take that was pinned to line {lines[number].number} ("{spoken}") is no longer in the footage.')
    return pinned, tuple(orphans)


def _usable(
    candidates: Mapping[int, Sequence[Candidate]], pinned: Mapping[int, Candidate], wanted: Settled
) -> dict[int, Sequence[Candidate]]:
    """What the optimum may choose from: a pinned take belongs to its line alone."""
    taken = frozenset(take for one in pinned.values() for take in one.takes)
    usable: dict[int, Sequence[Candidate]] = {}
    for number, some in candidates.items():
        decision = wanted.by_line.get(number)
        if decision and decision.dropped:
            usable[number] = ()
        elif number in pinned:
            usable[number] = (pinned[number],)
        else:
            usable[number] = [one for one in some if one.acceptable and not one.takes & taken]
    return usable


def _borrow(usable: dict[int, Sequence[Candidate]], texts: Sequence[str], wanted: Settled) -> None:
    """A line without a take gets one from a line that says the same and has several."""
    rich = {texts[number]: number for number, some in usable.items() if len(some) > 1}
    for number, some in usable.items():
        lender, decision = rich.get(texts[number]), wanted.by_line.get(number)
        if some or (decision and decision.dropped) or lender is None or len(usable[lender]) < 2:  # noqa: PLR2004 - one must stay
            continue
        first, *rest = sorted(usable[lender], key=lambda one: one.place)
        usable[lender] = rest
        usable[number] = (replace(first, flaws=(*first.flaws, _BORROWED)),)
