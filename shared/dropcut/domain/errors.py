"""The one tree of errors. Each says what is wrong and what to do; its place in the tree says whether to try again."""

from __future__ import annotations

from collections.abc import Iterable


class DropcutError(Exception):
    """What went wrong in one sentence, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Read as a person reads it: what is wrong, then what to do."""
        return f"{self.message} {self.hint}".strip()


class Permanent(DropcutError):
    """Trying again gives the same: the input, the settings or the code must change first."""


class Retryable(DropcutError):
    """May well work a little later: a full disk, a busy store, a machine that went away."""


class Unavailable(Retryable):
    """A store or service did not answer. What was asked of it may or may not have happened."""


class NotFound(Permanent):
    """Nothing is recorded under that name."""


class AlreadyThere(Permanent):
    """A create-only write found the name taken. Nothing was changed."""


class Conflict(Retryable):
    """A compare-and-set lost: somebody wrote first. Read again, decide again."""


class Gone(Permanent):
    """The user's file is no longer the version that was asked for."""


class LostBlob(DropcutError):
    """Recorded blobs are missing or damaged: whatever made them is wanted again. Never shown to a user as such."""

    def __init__(self, paths: Iterable[str], message: str) -> None:
        self.paths = tuple(paths)
        super().__init__(message)


class Stopped(DropcutError):
    """The work at hand must end now without a result. Not a failure."""


class Stale(Stopped):
    """A newer attempt or a newer turn has taken over: nothing this one writes may count."""


class Unwanted(Stopped):
    """No wish for this work remains: it was cancelled or superseded."""
