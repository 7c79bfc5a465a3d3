"""Sending a folder, and showing how far that is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from time import monotonic

from dropcut.domain.errors import DropcutError, Gone, Retryable
from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from dropcut.domain.wording import count_of, size, spoken
from dropcut.engine.elsewhere import Moved, Sending
from dropcut.engine.progress import StepProgress
from dropcut.local.exits import Exit
from dropcut.local.problems import Problem
from dropcut.local.showing.pace import Pace
from dropcut.local.showing.shown import Display, Shown
from dropcut.local.signals import Told

_GLANCE_S = 0.1
_GO_ON = "Run the same command again: it goes on from there."


@dataclass(frozen=True)
class Outcome:
    """How a sending ended."""

    moved: Moved
    troubles: tuple[DropcutError, ...]

    @property
    def complete(self) -> bool:
        """Whether every file is there."""
        return self.moved.sent + self.moved.there == self.moved.files

    @property
    def exit_code(self) -> Exit:
        """Files that changed under our hands are the input's fault; else sending did not work."""
        if not self.troubles:
            return Exit.DONE if self.complete else Exit.STOPPED
        return Exit.BAD_INPUT if all(isinstance(trouble, Gone) for trouble in self.troubles) else Exit.FAILED

    @property
    def step(self) -> StepProgress:
        """As a step of the job."""
        return step_of(self.moved)

    def problems(self) -> tuple[Problem, ...]:
        """What did not work, once each."""
        return tuple(dict.fromkeys(map(_problem, self.troubles)))

    def said(self, where: str) -> str:
        """How it ended, in a sentence or two."""
        moved = self.moved
        if self.complete:
            return f"{_counted(moved)}: {spoken(where)}."
        done = f"{moved.sent + moved.there} of {count_of(moved.files, 'file')} {'is' if moved.files == 1 else 'are'} there"
        far = f"{size(moved.arrived)} of {size(moved.bytes)}"
        return f"Stopped: {done}, {far}. {_GO_ON}" if not self.troubles else f"Not everything was sent: {done}, {far}."


def sent(sending: Sending, drop: JobId, display: Display, told: Told) -> Outcome:
    """Wait until all is sent, showing it, or until somebody wants us to stop."""
    pace, following = Pace(steady=True), 0.0
    while not sending.over(_GLANCE_S) and not told.to_stop:
        if monotonic() >= following:
            following = monotonic() + display.pause_s
            display.show(_shown(drop, sending.moved(), pace))
    if not sending.over(0):
        sending.stop()
    display.show(_shown(drop, sending.moved(), pace))
    return Outcome(sending.moved(), tuple(sending.troubles()))


def step_of(moved: Moved) -> StepProgress:
    """A sending as if it were a step: what was there already counts as reused."""
    return StepProgress(
        step="upload", total=moved.files, done=moved.sent + moved.there, run=moved.sent, reused=moved.there, failed=0
    )


def _shown(drop: JobId, moved: Moved, pace: Pace) -> Shown:
    permille = 1000 * moved.arrived // moved.bytes if moved.bytes else 0
    return Shown(
        job=str(drop),
        revision=0,
        state=JobState.WORKING,
        permille=permille if moved.sent + moved.there == moved.files else min(permille, 999),
        left_s=pace.left(Fraction(moved.arrived, moved.bytes or 1), monotonic()),
        steps=(step_of(moved),),
        why=f"Sending {spoken(moved.doing)}: {size(moved.arrived)} of {size(moved.bytes)} are there.",
    )


def _counted(moved: Moved) -> str:
    there = "all of them were there already" if not moved.sent else f"{moved.there} were there already"
    known = f" ({there})" if moved.there else ""
    resumed = f", of which {size(moved.resumed)} were sent by an earlier call" if moved.resumed else ""
    lie = "lies" if moved.files == 1 else "lie"
    return f"{count_of(moved.files, 'file')}, {size(moved.bytes)}{resumed}, {lie} in the inbox{known}"


def _problem(trouble: DropcutError) -> Problem:
    if isinstance(trouble, Gone):
        return Problem(
            about="", message=trouble.message, hint="Nothing of it was put there. Submit again once it stays the same."
        )
    hint = _GO_ON if isinstance(trouble, Retryable) else trouble.hint
    return Problem(about="", message=trouble.message, hint=hint)
