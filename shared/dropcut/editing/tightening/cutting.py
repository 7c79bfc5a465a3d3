"""The cut without a script: each kept stretch of speech is a line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from dropcut.domain.cut import Cut, CutLine, Status
from dropcut.domain.speech import Engine, Role
from dropcut.editing.choosing.candidates import Candidate, Part
from dropcut.editing.choosing.evidence import Evidence
from dropcut.editing.choosing.pieces import Editor, Shown
from dropcut.editing.choosing.reels import Reel, notes_on, reels_of
from dropcut.editing.choosing.removed import removed
from dropcut.editing.choosing.seamless import seamless
from dropcut.editing.choosing.spans import Span
from dropcut.editing.choosing.takes import Take, bare_take, neighbours_of
from dropcut.editing.choosing.unused import AGAIN, Leftovers
from dropcut.editing.tightening.units import stretches_in, units_of
from dropcut.editing.trimming.seams import seams_of
from dropcut.editing.trimming.uttered import Uttered
from dropcut.editing.words.fillers import fillers_of


def tightened(evidence: Evidence, engine: Engine | None) -> Cut:
    """All clips one after the other, in the order in which they were filmed."""
    reels = reels_of(evidence)
    takes = [take for number, reel in enumerate(reels) for take in _takes(evidence, number, reel)]
    shown = _shown(evidence, reels, takes)
    used = _used(shown.values())
    left = Leftovers.of(evidence, reels, used)
    unused = sorted((*left.of_takes(takes, {}), *left.of_speech(takes)), key=lambda one: (one.clip, one.start, one.end))
    kept = [(take, one) for take, one in shown.items() if one.pieces]
    return Cut(
        format=evidence.format,
        engine=engine,
        clips=tuple(evidence.clips),
        lines=seamless([_line(number, *each) for number, each in enumerate(kept, 1)]),
        scripted=False,
        unused=tuple(unused),
        removed=removed(evidence, reels, used, unused, sum(one.reason == AGAIN for one in unused)),
        notes=tuple(notes_on(evidence, reels)),
    )


def _takes(evidence: Evidence, number: int, reel: Reel) -> Iterator[Take]:
    """Every stretch of speech between two long silences."""
    clip = reel.ears[0]
    fillers = fillers_of(evidence.settings.language, evidence.settings.fillers)
    for some in stretches_in(units_of(evidence.by_clip[clip], fillers), evidence.limits):
        yield bare_take(number, clip, reel.shift(clip), "", tuple(_placed(some)))


def _placed(units: Sequence[Uttered]) -> Iterator[Uttered]:
    place = 0
    for unit in units:
        is_word = unit.role is Role.SAID and unit.text.strip()
        yield replace(unit, place=place if is_word else None)
        place += len(unit.text.split()) if is_word else 0


def _shown(evidence: Evidence, reels: Sequence[Reel], takes: Sequence[Take]) -> dict[Take, Shown]:
    by_clip: dict[int, list[Take]] = defaultdict(list)
    for take in takes:
        by_clip[take.clip].append(take)
    neighbours = {clip: neighbours_of(evidence.by_clip[clip], some) for clip, some in by_clip.items()}
    editor = Editor(evidence, reels, neighbours)
    return {take: editor.shown(_whole(evidence, take), _text(take)) for take in takes}


def _whole(evidence: Evidence, take: Take) -> Candidate:
    seams = seams_of(take.words, evidence.by_clip[take.clip].sounding, evidence.limits)
    return Candidate(parts=(Part(take, seams.runs),) if seams.runs else (), quality=1.0)


def _text(take: Take) -> str:
    return " ".join(word.text for word in take.words if word.place is not None)


def _used(shown: Iterable[Shown]) -> dict[int, list[Span]]:
    used: dict[int, list[Span]] = defaultdict(list)
    for one in shown:
        for reel, start, end in one.spans:
            used[reel].append((start, end))
    return used


def _line(number: int, take: Take, shown: Shown) -> CutLine:
    return CutLine(
        number=number,
        text=_text(take),
        status=Status.CHOSEN,
        score=Fraction(1),
        reason="speech",
        pieces=shown.pieces,
        words=shown.words,
    )
