"""How a media program can fail, and what that says about whose fault it is."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Final, Self

from dropcut.domain.errors import Permanent, Retryable
from dropcut.domain.wording import printable

_LINES: Final = 20
_CRASHES: Final = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGSYS}
_ENDED_BY_CPU_LIMIT: Final = f"received signal {signal.SIGXCPU.value}"  # ffmpeg catches the signal and leaves politely
_NO_ROOM: Final = ("No space left on device", "Disk quota exceeded")


class ProgramFailed(Permanent):
    """A program ended badly, and would again: its input, its arguments or its bounds are at fault."""

    def __init__(self, message: str, hint: str = "", last_lines: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.last_lines = last_lines

    @classmethod
    def of(cls, program: str, what: str, errors: str) -> Self:
        """With the last lines of what the program reported."""
        lines = _last_lines(errors)
        return cls(_sentence(program, what, lines), "", lines)


class ProgramCrashed(ProgramFailed):
    """A program broke down on its input: what it was reading is damaged or hostile."""


class ProgramOverdrawn(ProgramFailed):
    """A program went over its bounds of processor time, file size or printed bytes."""


class ProgramInterrupted(Retryable):
    """A program was ended from outside, hung, or found the disk full: the machine may do better later."""

    def __init__(self, message: str, hint: str = "", last_lines: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.last_lines = last_lines

    @classmethod
    def of(cls, program: str, what: str, errors: str, hint: str = "") -> Self:
        """With the last lines of what the program reported."""
        lines = _last_lines(errors)
        return cls(_sentence(program, what, lines), hint, lines)


def failure(program: str, code: int, errors: str) -> ProgramFailed | ProgramInterrupted:
    """The error for a program that ended with `code`: below zero, the signal that killed it."""
    if any(reason in errors for reason in _NO_ROOM):
        return ProgramInterrupted.of(program, "found the disk full", errors, "Make room on the disk.")
    if code == -signal.SIGXCPU or _ENDED_BY_CPU_LIMIT in errors:
        return ProgramOverdrawn.of(program, "used up its processor time", errors)
    if code == -signal.SIGXFSZ:
        return ProgramOverdrawn.of(program, "wrote more than it may", errors)
    if -code in _CRASHES:
        return ProgramCrashed.of(program, f"crashed ({signal.Signals(-code).name})", errors)
    if code < 0:
        return ProgramInterrupted.of(program, f"was ended from outside (signal {-code})", errors)
    return ProgramFailed.of(program, f"failed (code {code})", errors)


def _last_lines(errors: str) -> tuple[str, ...]:
    lines = (printable(line) for line in errors.splitlines())
    return tuple(line for line in lines if line)[-_LINES:]


def _sentence(program: str, what: str, lines: tuple[str, ...]) -> str:
    said = f"{Path(program).name} {what}"
    return f"{said}: {lines[-1].rstrip('.')}." if lines else f"{said}."
