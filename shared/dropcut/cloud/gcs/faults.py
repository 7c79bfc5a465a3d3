"""What Google refused, as an error that tells what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from google.api_core.exceptions import GoogleAPICallError, RetryError
from google.auth.exceptions import DefaultCredentialsError, GoogleAuthError, TransportError
from google.cloud.storage.exceptions import DataCorruption, InvalidResponse  # type: ignore[import-untyped]
from requests import RequestException

from dropcut.domain.errors import Conflict, DropcutError, NotFound, Permanent, Retryable, Unavailable

_QUOTAS = ("quotaExceeded", "rateLimitExceeded", "userRateLimitExceeded")
_SERVER_ERRORS = 500
_BUSY = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
_WORTH_A_WAIT = "The work goes on by itself."


@contextmanager
def in_words(where: str) -> Iterator[None]:
    """Raise what the service says of `where` as an error of ours; a missed precondition as Conflict."""
    try:
        yield
    except GoogleAPICallError as error:
        raise said(where, int(error.code or _SERVER_ERRORS), error.message) from error
    except InvalidResponse as error:
        raise said(where, error.response.status_code, error.response.text) from error
    except (DefaultCredentialsError, GoogleAuthError) as error:
        raise _unknown(where, error) from error
    except (RequestException, RetryError, ConnectionError, DataCorruption) as error:
        raise Unavailable(f"{where} cannot be reached: {type(error).__name__}.", _WORTH_A_WAIT) from error


def said(where: str, status: int, text: str = "") -> DropcutError:
    """The error for an answer other than success."""
    if status == HTTPStatus.NOT_FOUND:
        return NotFound(f"Nothing is stored at {where}.")
    if status == HTTPStatus.PRECONDITION_FAILED:
        return Conflict(f"{where} was written by somebody else meanwhile.")
    if status >= _SERVER_ERRORS or status in _BUSY:
        return Unavailable(f"{where} does not answer now ({status}).", _WORTH_A_WAIT)
    if status == HTTPStatus.FORBIDDEN and any(quota in text for quota in _QUOTAS):
        return Retryable(f"A quota for {where} is used up.", f"Ask for a larger one, or wait. {_WORTH_A_WAIT}")
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return Permanent(
            f"{where} is closed to this account ({status}).", "Have it granted roles/storage.objectUser, then retry."
        )
    return Permanent(f"{where} was refused with {status}.", "Please report it.")


def _unknown(where: str, error: GoogleAuthError) -> DropcutError:
    if isinstance(error, TransportError) or error.retryable:
        return Unavailable(f"Who asks for {where} cannot be checked now.", _WORTH_A_WAIT)
    return Permanent(
        f"No credentials of Google Cloud were found to ask for {where} with.",
        "Set up credentials: gcloud auth application-default login.",
    )
