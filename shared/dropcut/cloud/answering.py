"""How a request is answered: see who calls, act, and only then acknowledge.

What was recorded is acknowledged, and so is what nobody will ever understand: the ledger alone counts attempts. What could
not be recorded now is answered with 503, and is sent again. Of mistakes of ours the trigger tells, by its dead letters.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

import structlog
from flask import Request, Response

from dropcut.cloud.events import Event, cause_in, event_of
from dropcut.cloud.identity import StrangerError
from dropcut.cloud.logging import about
from dropcut.cloud.tracing import trace_of
from dropcut.cloud.workplace import Workplace
from dropcut.domain.errors import Permanent, Retryable, Stopped

log = structlog.get_logger(__name__)

Act = Callable[[Workplace, Request], None]


def answered(workplace: Workplace, request: Request, act: Act) -> Response:
    """Let the caller in, act, and say whether this is to be sent again."""
    headers, traces = dict(request.headers), workplace.home.traces
    with about(trace_of(headers)), traces.caused_by(lambda: cause_in(headers, request.get_data())):
        status = _status(workplace, request, act)
    traces.flush()  # an instance that has answered may be frozen
    return Response(status=status)


def event_in(workplace: Workplace, request: Request) -> Event:
    """What the request tells. Raises Permanent."""
    return event_of(dict(request.headers), request.get_data(), workplace.settings.inbox)


def _status(workplace: Workplace, request: Request, act: Act) -> HTTPStatus:
    try:
        workplace.guard.check(request.headers.get("Authorization", ""))
        act(workplace, request)
    except StrangerError as stranger:
        log.warning("somebody is not let in", why=str(stranger))
        return HTTPStatus.FORBIDDEN
    except Retryable as trouble:
        log.warning("to be sent again", why=str(trouble))
        return HTTPStatus.SERVICE_UNAVAILABLE
    except Stopped as stop:
        log.info("somebody else goes on", why=str(stop))
    except Permanent as error:
        log.error("given up: it would fail again", why=str(error))  # noqa: TRY400 - what went wrong is known
    except Exception:
        log.exception("a mistake")
        return HTTPStatus.INTERNAL_SERVER_ERROR
    return HTTPStatus.NO_CONTENT
