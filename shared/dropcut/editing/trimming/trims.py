"""The stretches of a clip that a take is shown by."""

from __future__ import annotations

from collections.abc import Sequence

from dropcut.editing.trimming.edges import Beside, in_before, out_after
from dropcut.editing.trimming.framing import Stretch
from dropcut.editing.trimming.limits import Limits
from dropcut.editing.trimming.seams import Run
from dropcut.editing.trimming.sounding import Sounding
from dropcut.editing.trimming.uttered import Utterance


def stretches_of(utterance: Utterance, runs: Sequence[Run], sounding: Sounding, limits: Limits) -> tuple[Stretch, ...]:
    """One stretch for each run of words."""
    stretches = []
    for run in runs:
        before, after = _before(utterance, run), _after(utterance, run)
        start = in_before(sounding, before, limits if run is runs[0] else limits.inside)
        end = out_after(sounding, after, limits if run is runs[-1] else limits.inside)
        stretches.append(Stretch(start, end, before.edge, after.edge, before.beyond, after.beyond))
    return tuple(stretches)


def _before(utterance: Utterance, run: Run) -> Beside:
    word = utterance.words[run.first].start
    return Beside(word, utterance.words[run.first - 1].end if run.first else utterance.before)


def _after(utterance: Utterance, run: Run) -> Beside:
    word = utterance.words[run.last].end
    is_last = run.last + 1 == len(utterance.words)
    return Beside(word, utterance.after if is_last else utterance.words[run.last + 1].start)
