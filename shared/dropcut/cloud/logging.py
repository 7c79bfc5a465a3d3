"""What happened: a JSON line an event on the standard output, in the words that Cloud Logging understands.

An operator filters by `jsonPayload.job`, `.task`, `.step` and `.owner`, in every line that is about one, as ids that
name nobody: `dropcut.engine.discreet`.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType
from typing import Final

import structlog
from structlog.contextvars import bound_contextvars, merge_contextvars
from structlog.typing import EventDict, Processor

from dropcut import __version__
from dropcut.domain.opaque import Opaque
from dropcut.domain.values import Value
from dropcut.engine.discreet import discreet
from dropcut.ports.dispatch import RunTask
from dropcut.ports.traces import Trace

_LONGEST = 64_000
"""Of one text in a line, in characters: Cloud Logging refuses a line of more than 256 KiB."""
_TASK_PARTS = 3
_TRACE: Final = "logging.googleapis.com/trace"
_SPAN: Final = "logging.googleapis.com/spanId"
_SAMPLED: Final = "logging.googleapis.com/trace_sampled"
_REPORTED: Final = "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent"
"""By this type Error Reporting takes a line for a mistake, whatever else it says."""
_LEVELS: Final = frozenset({"error", "critical"})


class Service(Value):
    """What Error Reporting groups mistakes by."""

    name: str = "dropcut"
    version: str = __version__


_UNNAMED: Final = Service()


def configure(
    project: str, opaque: Opaque, service: Service = _UNNAMED, report: Processor | None = None, level: int = logging.INFO
) -> None:
    """Send every log line of this process, whoever says it, to the standard output. `report` sees each before it is put."""
    before: tuple[Processor, ...] = (
        merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        discreet(opaque),
        *((report,) if report else ()),
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                discreet(opaque),  # the exception has become words by now
                _as_a_mistake(service),
                _in_their_words(project),
                structlog.processors.JSONRenderer(default=str),
            ],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


@contextmanager
def about(trace: Trace | None = None, **facts: str) -> Iterator[None]:
    """Say of every line inside the block which request it belongs to, and what else it is about: `job`, `task`."""
    with bound_contextvars(**facts, **({"trace": trace} if trace else {})):
        yield


def about_task(message: RunTask) -> AbstractContextManager[None]:
    """`about` for a task, and the job that asks for it where that is known."""
    if message.job is None:
        return about(task=str(message.task))
    return about(task=str(message.task), job=str(message.job))


def _as_a_mistake(service: Service) -> Processor:
    """Of an error, what Error Reporting wants to know: where it happened, in which service."""

    def mark(_logger: object, _method: str, event: EventDict) -> EventDict:
        stack = event.pop("exception", "")
        if stack:
            event["stack_trace"] = stack
        if event.get("level") in _LEVELS:
            event["@type"] = _REPORTED
            event["serviceContext"] = {"service": service.name, "version": service.version}
            if not stack:
                event["context"] = {"reportLocation": _where()}
        return event

    return mark


def _where() -> dict[str, object]:
    """Who says it: the innermost of our functions but for those of this file."""
    frame = sys._getframe()  # noqa: SLF001 - the only way to one's caller that builds no list of all
    ours = __name__.partition(".")[0]
    while frame.f_back and (frame.f_globals.get("__name__") == __name__ or not _is_of(frame, ours)):
        frame = frame.f_back
    code = frame.f_code
    return {"filePath": code.co_filename, "lineNumber": frame.f_lineno, "functionName": code.co_name}


def _is_of(frame: FrameType, package: str) -> bool:
    return str(frame.f_globals.get("__name__", "")).partition(".")[0] == package


def _in_their_words(project: str) -> Processor:
    def translate(_logger: object, _method: str, event: EventDict) -> EventDict:
        trace, level, message = event.pop("trace", None), event.pop("level", "info"), event.pop("event", "")
        line = {"severity": str(level).upper(), "message": message, **_parts(event), **event}
        return {**{name: _bounded(told) for name, told in line.items()}, **_traced(project, trace)}

    return translate


def _parts(event: EventDict) -> dict[str, str]:
    """The owner and the step, which the names of jobs and tasks hold."""
    task = str(event.get("task", "")).split("/")
    if len(task) == _TASK_PARTS:
        return {"owner": task[0], "step": task[1]}
    owner, slash, _ = str(event.get("job", "")).partition("/")
    return {"owner": owner} if slash else {}


def _traced(project: str, trace: object) -> dict[str, object]:
    if not isinstance(trace, Trace):
        return {}
    span = {_SPAN: trace.span} if trace.span else {}
    return {_TRACE: f"projects/{project}/traces/{trace.id}", _SAMPLED: trace.sampled, **span}


def _bounded(told: object) -> object:
    if not isinstance(told, str) or len(told) <= _LONGEST:
        return told
    return f"{told[:_LONGEST]} [... {len(told) - _LONGEST:,} more characters]"
