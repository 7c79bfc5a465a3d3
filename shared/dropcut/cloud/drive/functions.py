"""What the function for Drive does with a request. `functions/drive/main.py` names this and nothing else."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

import structlog
from flask import Request, Response

from dropcut.cloud.answering import answered
from dropcut.cloud.drive import wiring
from dropcut.cloud.drive.channels import Push
from dropcut.cloud.drive.deadline import Deadline
from dropcut.cloud.drive.roots import Root
from dropcut.cloud.drive.rounds import Round
from dropcut.cloud.drive.wiring import DriveWorkplace
from dropcut.domain.errors import Permanent, Retryable

log = structlog.get_logger(__name__)

POLL_S = 420.0
"""A function stops at 540 s: the rest is for the range that is under way, on a bad line too."""
PUSH_S = 45.0
"""Whoever pushes waits for the answer."""


def look_at_drive(request: Request) -> Response:
    """A push of Drive's, or the clock: either way what changed is looked at, for as long as one call may take."""
    place = wiring.here()
    push = Push(dict(request.headers))
    if push.is_one:
        return Response(status=pushed(place, push))
    return answered(place.workplace, request, lambda _workplace, _request: polled(place))


def pushed(place: DriveWorkplace, push: Push) -> HTTPStatus:
    """Let in who knows the secret of a channel of ours; what is older than what came before wakes nobody."""
    roots = [root for root in place.settings.roots if place.channels(root).knows(push)]
    if not roots:
        log.warning("a push of somebody unknown")
        return HTTPStatus.FORBIDDEN
    try:
        if place.channels(roots[0]).is_news(push):
            _round(place, roots[0], Deadline(PUSH_S)).take_news()
    except Retryable as trouble:
        log.warning("the next poll looks again", why=str(trouble))
        return HTTPStatus.SERVICE_UNAVAILABLE
    except Permanent as error:
        log.error("this folder cannot be looked at", root=str(roots[0]), why=str(error))  # noqa: TRY400 - known
    return HTTPStatus.NO_CONTENT


def polled(place: DriveWorkplace) -> None:
    """Look at every root, whoever told of it or did not. Raises what the last one that failed raised."""
    deadline, trouble = Deadline(POLL_S), None
    deleted(place)
    for root in place.settings.roots:
        if place.is_deleted(root.owner):
            log.warning("the owner of this folder was deleted: take it out of DROPCUT_DRIVE", root=str(root))
            continue
        try:
            _look(place, root, deadline)
        except (Permanent, Retryable) as error:  # one that is not shared any more holds up no other
            log.warning("this folder cannot be looked at", root=str(root), why=str(error))
            trouble = error
    if trouble is not None:
        raise trouble


def deleted(place: DriveWorkplace) -> None:
    """Go on with deletions: what was put into Drive only this function can take away."""
    if place.deleting is None:
        return
    try:
        place.deleting.go_on_with_all()
    except Retryable as trouble:
        log.warning("deletions go on with the next poll", why=str(trouble))


def _look(place: DriveWorkplace, root: Root, deadline: Deadline) -> None:
    _round(place, root, deadline).take()
    place.channels(root).keep()


def _round(place: DriveWorkplace, root: Root, deadline: Deadline) -> Round:
    return Round(place.means.by(uuid4().hex), place.book(root), deadline)
