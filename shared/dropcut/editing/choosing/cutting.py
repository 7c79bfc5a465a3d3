"""From what was heard to the cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dropcut.domain.cut import Alternate, Cut, CutLine, Status
from dropcut.domain.decisions import Decision
from dropcut.domain.script import Line
from dropcut.domain.speech import Engine
from dropcut.editing.choosing.candidates import Candidate
from dropcut.editing.choosing.choice import Choice, choose
from dropcut.editing.choosing.evidence import Evidence
from dropcut.editing.choosing.pieces import Editor, Shown
from dropcut.editing.choosing.reels import notes_on
from dropcut.editing.choosing.removed import removed
from dropcut.editing.choosing.seamless import seamless
from dropcut.editing.choosing.spans import Span
from dropcut.editing.choosing.takes import Take, neighbours_of
from dropcut.editing.choosing.unused import Leftovers
from dropcut.editing.choosing.verdicts import missing, reason_for, score_of, verdict_on

_ALTERNATES: Final = 5
_FALSE_START: Final = "a false start"


def cut_by_script(evidence: Evidence, engine: Engine | None) -> Cut:
    """The programme that the script asks for."""
    choice = choose(evidence)
    told = _Told.of(evidence, choice)
    lines = [told.line(number) for number in choice.order]
    reasons = _reasons(choice)
    left = Leftovers.of(evidence, choice.reels, told.used)
    unused = sorted(
        (*left.of_takes(choice.takes, reasons), *left.of_speech(choice.takes)), key=lambda one: (one.clip, one.start, one.end)
    )
    return Cut(
        format=evidence.format,
        engine=engine,
        clips=tuple(evidence.clips),
        lines=seamless(lines),
        scripted=True,
        unused=tuple(unused),
        removed=removed(evidence, choice.reels, told.used, unused, len(reasons)),
        orphans=choice.orphans,
        notes=(*(evidence.script.notes if evidence.script else ()), *notes_on(evidence, choice.reels)),
    )


@dataclass(frozen=True)
class _Told:
    """Every line as it is told."""

    evidence: Evidence
    choice: Choice
    editor: Editor
    shown: Mapping[int, Shown]

    @classmethod
    def of(cls, evidence: Evidence, choice: Choice) -> _Told:
        by_clip: dict[int, list[Take]] = defaultdict(list)
        for take in choice.takes:
            by_clip[take.clip].append(take)
        neighbours = {clip: neighbours_of(one, by_clip[clip]) for clip, one in evidence.by_clip.items()}
        editor = Editor(evidence, choice.reels, neighbours)
        shown = {
            number: editor.shown(used, used.wording or choice.lines[number].spoken, choice.decision(number))
            for number, used in choice.chosen.items()
        }
        return cls(evidence, choice, editor, shown)

    @property
    def used(self) -> Mapping[int, Sequence[Span]]:
        """What is heard in the programme, by reel."""
        spans: dict[int, list[Span]] = defaultdict(list)
        for shown in self.shown.values():
            for reel, start, end in shown.spans:
                spans[reel].append((start, end))
        return spans

    def line(self, number: int) -> CutLine:
        """One line of the cut."""
        line, decision = self.choice.lines[number], self.choice.decision(number)
        if decision and decision.dropped:
            told = CutLine(
                number=line.number, text=line.spoken, status=Status.DROPPED, score=Fraction(0), reason="a person dropped it"
            )
            return _settled(told, line, decision).model_copy(update={"alternates": self._alternates(number, None)})
        used = self.choice.chosen.get(number)
        told = self._missing(number, line) if used is None else self._said(number, line, used)
        return _settled(told, line, decision)

    def _missing(self, number: int, line: Line) -> CutLine:
        verdict = missing(self.choice.candidates[number])
        return CutLine(
            number=line.number,
            text=line.spoken,
            status=verdict.status,
            score=verdict.score,
            reason=verdict.reason,
            alternates=self._alternates(number, None),
        )

    def _said(self, number: int, line: Line, used: Candidate) -> CutLine:
        shown = self.shown[number]
        others = [one for one in self.choice.candidates[number] if one.takes != used.takes]
        verdict = verdict_on(used, others, line.spoken.split())
        return CutLine(
            number=line.number,
            text=line.spoken,
            status=verdict.status,
            score=verdict.score,
            reason=verdict.reason,
            pieces=shown.pieces,
            words=shown.words,
            alternates=self._alternates(number, used),
        )

    def _alternates(self, number: int, used: Candidate | None) -> tuple[Alternate, ...]:
        others = [one for one in self.choice.candidates[number] if used is None or one.takes != used.takes]
        best = sorted(others, key=lambda one: (one.acceptable, one.quality, one.place), reverse=True)[:_ALTERNATES]
        text = self.choice.lines[number].spoken
        return tuple(
            Alternate(score=score_of(one), reason=reason_for(one), pieces=self.editor.shown(one, one.wording or text).pieces)
            for one in best
        )


def _settled(told: CutLine, line: Line, decision: Decision | None) -> CutLine:
    return told.model_copy(update={"section": line.section, "caption": decision.caption if decision else None})


def _reasons(choice: Choice) -> Mapping[Take, str]:
    """Why each take that is not used is not."""
    used = {take for one in choice.chosen.values() for take in one.takes}
    reasons: dict[Take, str] = {}
    for number, candidates in choice.candidates.items():
        for one in candidates:
            for take in one.takes - used:
                reasons.setdefault(take, _reason(choice, number, one))
    for take in choice.takes:
        if take not in used:
            reasons.setdefault(take, "another take is used")
    return reasons


def _reason(choice: Choice, number: int, one: Candidate) -> str:
    line = f"line {choice.lines[number].number}"
    decision = choice.decision(number)
    if decision and decision.dropped:
        return f"{line} was dropped"
    if not one.acceptable:
        return f"{_FALSE_START} of {line}: {one.parts[0].take.tried.reason}"
    used = choice.chosen.get(number)
    later = used is not None and used.place > one.place
    return f"a retake: a {'later' if later else 'better'} take of {line} is used"
