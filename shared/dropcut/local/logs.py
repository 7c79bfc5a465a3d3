"""What happened: JSON lines in the home's log, and for people on the terminal when they ask."""

from __future__ import annotations

import logging
import sys
from logging.handlers import WatchedFileHandler
from pathlib import Path

import structlog
from structlog.typing import EventDict, Processor

from dropcut.domain.opaque import Opaque
from dropcut.engine.discreet import discreet

_LARGEST = 8 << 20
_KEPT = 3

_ALWAYS: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


class _LogFile(WatchedFileHandler):
    """A disk that takes no line stops no work, and fills no terminal with tracebacks: what matters is said there in words."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line. That the file cannot be opened is no matter of whoever has something to say either."""
        try:
            super().emit(record)
        except OSError:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the base's name
        """Drop what the disk refuses; anything else is a mistake, and shown."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


def configure(log: Path, process: str, opaque: Opaque, *, on_terminal: bool, report: Processor | None = None) -> None:
    """Send every log line of this process to the file `log`, where it names nobody; as it is to the terminal, when asked.

    `report` sees each line of ours, before it is put into words. All processes of a home write to the one file; when the
    keeper turns it over they go on in the new one.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    file = _LogFile(log, encoding="utf-8", errors="backslashreplace", delay=True)
    file.setFormatter(
        _formatter(structlog.processors.format_exc_info, discreet(opaque), structlog.processors.JSONRenderer(default=str))
    )
    handlers: list[logging.Handler] = [file]
    if on_terminal:
        handlers.append(logging.StreamHandler(sys.stderr))
        handlers[-1].setFormatter(_formatter(structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())))
    logging.basicConfig(level=logging.INFO, handlers=handlers, force=True)
    structlog.configure(
        processors=[
            _naming(process),
            *_ALWAYS,
            *((report,) if report else ()),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.getLogger("watchfiles").setLevel(logging.WARNING)


def only_warnings() -> None:
    """For a command that keeps no log: what somebody should know goes to the standard error, and nothing else anywhere."""
    structlog.configure(
        processors=[*_ALWAYS, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def turn_over(log: Path) -> None:
    """Begin a new file when the log has grown large; the last few are kept as `.1`, `.2`, ... For the keeper alone."""
    if not log.exists() or log.stat().st_size < _LARGEST:
        return
    for number in range(_KEPT, 0, -1):
        older = log.with_name(f"{log.name}.{number}")
        newer = log.with_name(f"{log.name}.{number - 1}") if number > 1 else log
        if newer.exists():
            newer.replace(older)


def _naming(process: str) -> Processor:
    def name(_logger: object, _method: str, event: EventDict) -> EventDict:
        return {**event, "process": process}

    return name


def _formatter(*last: Processor) -> structlog.stdlib.ProcessorFormatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_ALWAYS, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last]
    )
