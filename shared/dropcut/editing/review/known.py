"""What was settled about the lines of a cut, by their numbers."""

from __future__ import annotations

from collections.abc import Mapping

from dropcut.domain.cut import Cut
from dropcut.domain.decisions import Decision, Decisions, LineRef
from dropcut.editing.references import line_refs


def refs_of(cut: Cut) -> Mapping[int, LineRef]:
    """How every line of a cut is called, by its number."""
    lines = sorted(cut.lines, key=lambda line: line.number)
    refs = line_refs([line.text for line in lines])
    return {line.number: ref for line, ref in zip(lines, refs, strict=True)}


def by_number(cut: Cut, decisions: Decisions) -> Mapping[int, Decision]:
    """What was settled about each line that is in the cut."""
    made = {decision.line: decision for decision in decisions.made}
    return {number: made[ref] for number, ref in refs_of(cut).items() if ref in made}
