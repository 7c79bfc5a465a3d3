"""What a process says of itself when it ends."""

from __future__ import annotations

from enum import IntEnum

from dropcut.domain.errors import Permanent


class Exit(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    BAD_INPUT = 3
    HELD = 4
    STOPPED = 130


class Misuse(Permanent):
    """The command cannot be meant like that here and now: nothing was begun."""


class BadInput(Permanent):
    """What a user wrote for us cannot be obeyed: the files, not the command, must change."""
