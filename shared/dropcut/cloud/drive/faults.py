"""What Drive refused, as an error that tells what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPException
from time import time
from typing import Final

from google.auth.exceptions import DefaultCredentialsError, GoogleAuthError, TransportError
from googleapiclient.errors import HttpError, ResumableUploadError  # type: ignore[import-untyped]
from httplib2 import HttpLib2Error  # type: ignore[import-untyped]

from dropcut.domain.errors import AlreadyThere, Conflict, DropcutError, NotFound, Permanent, Retryable, Unavailable
from dropcut.domain.wording import printable

_BUSY: Final = {"rateLimitExceeded", "userRateLimitExceeded", "sharingRateLimitExceeded", "backendError", "internalError"}
_FULL: Final = {"storageQuotaExceeded", "teamDriveFileLimitExceeded", "numChildrenInNonRootLimitExceeded"}
_LOCKED: Final = {
    "cannotDownloadFile",
    "cannotDownloadAbusiveFile",
    "fileNotDownloadable",
    "downloadRestrictedForReadersAndCommenters",
}
_USED_UP: Final = {"dailyLimitExceeded", "quotaExceeded", "downloadQuotaExceeded"}
_WAIT: Final = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT}
_SERVER_ERRORS = 500
_LONGEST_NUMBER = 7
_WORTH_A_WAIT = "The work goes on by itself."
_SHARE = "Share the folder with the account that Dropcut runs as, as an editor."


class TooLargeToExport(Permanent):
    """Drive does not give so large a document in that form."""


class Busy(Unavailable):
    """Drive does not answer now. `wait_s` is how long it asks to be left alone; 0 when it does not say."""

    def __init__(self, message: str, hint: str, wait_s: float) -> None:
        super().__init__(message, hint)
        self.wait_s = wait_s


class LostToken(DropcutError):
    """Drive knows the place in its feed of changes no more: what is there must be listed."""


@contextmanager
def in_words(where: str) -> Iterator[None]:
    """Raise what Drive says of `where` as an error of ours."""
    try:
        yield
    except HttpError as error:  # also of uploads
        raise said(where, error) from error
    except DefaultCredentialsError as error:
        raise Permanent("There are no credentials for Google.", "Run it as a service account.") from error
    except (TransportError, HttpLib2Error, HTTPException, OSError) as error:
        raise Unavailable(f"{where} cannot be reached: {type(error).__name__}.", _WORTH_A_WAIT) from error
    except GoogleAuthError as error:
        raise Permanent(f"Google does not let this account in: {printable(str(error))}.", "Look at its keys.") from error


def said(where: str, error: HttpError) -> DropcutError:
    """The error for an answer other than success."""
    status, reason = int(error.resp.status), reason_of(error)
    told = f"{status} {reason}".strip()
    if status >= _SERVER_ERRORS or status in _WAIT or reason in _BUSY:
        return Busy(f"Google Drive does not answer for {where} now ({told}).", _WORTH_A_WAIT, _wait_of(error))
    by_reason = _by_reason(where, reason)
    if by_reason is not None:
        return by_reason
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return Permanent(f"{where} is closed to this account ({told}).", _SHARE)
    return _by_status(where, status) or Permanent(f"Google Drive refused {where} with {told}.", "Please report it.")


def _wait_of(error: HttpError) -> float:
    """What `Retry-After` says, in seconds or as a moment; 0 for what cannot be read."""
    text = str(error.resp.get("retry-after", "")).strip()
    if text.isascii() and text.isdecimal() and len(text) < _LONGEST_NUMBER:
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    return max(0.0, at.timestamp() - time())


def _by_reason(where: str, reason: str) -> DropcutError | None:
    if reason == "exportSizeLimitExceeded":
        return TooLargeToExport(f"{where} is larger than Google Drive exports.", "Put its text into a file of its own.")
    if reason in _LOCKED:
        return Permanent(f"{where} may not be downloaded ({reason}).", "Allow viewers to download it, or put a copy there.")
    if reason in _FULL:
        return Permanent(
            f"There is no room for {where} in Google Drive ({reason}).",
            "A service account has no room of its own in My Drive: use a folder of a shared drive, or make room.",
        )
    if reason in _USED_UP:
        return Retryable(f"A quota of Google Drive is used up ({where}: {reason}).", f"Ask for a larger one. {_WORTH_A_WAIT}")
    return None


def _by_status(where: str, status: int) -> DropcutError | None:
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return NotFound(f"Google Drive shows us no {where}.", _SHARE)
    if status == HTTPStatus.CONFLICT:
        return AlreadyThere(f"{where} is there already.")
    if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        return Conflict(f"{where} is shorter than it was.", _WORTH_A_WAIT)
    return None


def is_lost_upload(error: HttpError) -> bool:
    """Whether the service knows that upload no more."""
    return int(error.resp.status) in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE} or isinstance(error, ResumableUploadError)


def is_lost_token(error: HttpError) -> bool:
    """Whether the answer means that the place in the feed of changes cannot be gone on from."""
    status = int(error.resp.status)
    return status in {HTTPStatus.GONE, HTTPStatus.NOT_FOUND} or (
        status == HTTPStatus.BAD_REQUEST
        and reason_of(error) in {"invalid", "invalidParameter", "invalidPageToken", "badRequest"}
    )


def reason_of(error: HttpError) -> str:
    """Drive's own word for it; empty when it gives none."""
    try:
        told = json.loads(error.content)["error"]
        return str(told["errors"][0]["reason"])
    except (ValueError, LookupError, TypeError):
        return ""
