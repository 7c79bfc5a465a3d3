"""What Firestore refused, as an error that tells what to do."""

from __future__ import annotations

from types import TracebackType

from google.api_core import exceptions as google
from google.auth.exceptions import TransportError

from dropcut.domain.errors import DropcutError, Permanent, Retryable, Unavailable

MISSED = (google.AlreadyExists, google.FailedPrecondition, google.NotFound, google.Aborted)
"""A precondition was missed, or another commit was in the way: nothing of this one was done."""
UNKNOWN = (
    google.Cancelled,
    google.DeadlineExceeded,
    google.GatewayTimeout,
    google.InternalServerError,
    google.ServiceUnavailable,
    google.TooManyRequests,
    google.Unknown,
    google.RetryError,
    TransportError,
)
"""No answer: what was asked may or may not have been done."""
_REFUSED = (google.Forbidden, google.Unauthorized)


class told:  # noqa: N801 - read as a verb: `with told()`; a class, as it surrounds every call
    """Raise what Firestore refuses as an error of ours; what nobody thought of stays what it is."""

    __slots__ = ()

    def __enter__(self) -> None:
        """Nothing is refused yet."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Translate. Raises DropcutError."""
        if error is not None:
            refusal = _refusal(error)
            if refusal is not None:
                raise refusal from error


def _refusal(error: BaseException) -> DropcutError | None:  # noqa: PLR0911 - one return for each kind
    if isinstance(error, UNKNOWN):
        return Unavailable(f"Firestore did not answer: {error}.")
    if isinstance(error, google.Aborted):
        return Retryable(f"Firestore is busy with others: {error}.")
    if isinstance(error, google.NotFound):
        return Permanent(f"Firestore has no such database: {error}.", "Create it in Firestore's native mode, then try again.")
    if isinstance(error, _REFUSED):
        return Permanent(f"Firestore refused: {error}.", "Give this service account the role roles/datastore.user.")
    if isinstance(error, google.FailedPrecondition):
        return Permanent(f"Firestore cannot answer: {error}.", "Deploy terraform/firestore.indexes.json.")
    if isinstance(error, google.InvalidArgument):
        return Permanent(f"Firestore cannot keep this: {error}.", "A document holds 1 MiB: split the drop.")
    return None
