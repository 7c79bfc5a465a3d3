"""Mistakes of ours, told to Sentry: where the code fell over, and nothing of whoever's work it was at.

An event is made anew of what may be told: the kind of error, functions and lines, the step. What the error says stays in the
log, since it may name a file or an owner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dropcut import __version__
from dropcut.domain.errors import Permanent

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor

VARIABLE: Final = "SENTRY_DSN"
_LEVELS: Final = frozenset({"error", "critical"})
_KEPT: Final = ("event_id", "timestamp", "platform", "level", "release", "environment", "logger", "sdk", "type")
_OF_FRAMES: Final = ("module", "function", "lineno", "in_app")
_TAGS: Final = ("step", "entry")
_UNTOLD: Final = "what it said stands in the log"
_PATIENCE_S: Final = 2
_NOTHING: Final[Any] = {
    "user_info": False,
    "cookies": {"mode": "off"},
    "http_bodies": [],
    "url_query_params": {"mode": "off"},
    "database_query_data": False,
    "queues": False,
    "stack_frame_variables": False,
    "frame_context_lines": 0,
}
"""Of all that Sentry's own code might collect; what is told in the end is made anew beside that."""


def reporting_to(dsn: str, entry: str, environment: str) -> Processor:
    """A processor of log lines that passes mistakes on. Raises Permanent when the package is not there, or the DSN is none."""
    try:
        import sentry_sdk  # noqa: PLC0415 - only where a DSN is set
        from sentry_sdk.utils import BadDsn  # noqa: PLC0415 - the same
    except ModuleNotFoundError as missing:
        raise Permanent(
            f"{VARIABLE} is set, and a package for it is not installed: {missing.name}.",
            "Install the extra: pip install 'dropcut[telemetry]', or unset the variable.",
        ) from missing
    try:
        sentry_sdk.init(
            dsn=dsn,
            release=__version__,
            environment=environment,
            server_name="",
            default_integrations=False,
            auto_enabling_integrations=False,
            data_collection=_NOTHING,
            max_breadcrumbs=0,
            auto_session_tracking=False,
            send_client_reports=False,
            before_send=_scrubbed,
            shutdown_timeout=_PATIENCE_S,
        )
    except BadDsn as error:
        raise Permanent(f"{VARIABLE} is no address of a Sentry project.", "Copy it from the project's settings.") from error

    def report(_logger: object, _method: str, line: EventDict) -> EventDict:
        if line.get("level") in _LEVELS and "_record" not in line:
            _report(line, entry)
        return line

    return report


def handed_over() -> None:
    """Wait a moment for what is on its way: this process may be frozen from now on."""
    import sentry_sdk  # noqa: PLC0415 - it is there where anybody calls this

    sentry_sdk.flush(_PATIENCE_S)


def _report(line: EventDict, entry: str) -> None:
    import sentry_sdk  # noqa: PLC0415 - only where a DSN is set

    with sentry_sdk.new_scope() as scope:
        scope.set_tag("entry", entry)
        scope.set_tag("step", _step(line))
        error = line.get("exc_info")
        if error:
            scope.capture_exception(None if error is True else error)
        else:
            scope.capture_message(str(line.get("event", "")), level="error")


def _step(line: EventDict) -> str:
    parts = str(line.get("task", "")).split("/")
    return parts[1] if len(parts) == len(("owner", "step", "key")) else str(line.get("step", ""))


def _scrubbed(event: Any, _hint: object) -> Any:  # noqa: ANN401 - events are plain data
    told = {name: event[name] for name in _KEPT if name in event}
    told["tags"] = {name: value for name, value in (event.get("tags") or {}).items() if name in _TAGS}
    if "message" in event:
        told["message"] = event["message"]
    raised = (event.get("exception") or {}).get("values") or []
    if raised:
        told["exception"] = {"values": [_of(error) for error in raised]}
    return told


def _of(error: dict[str, Any]) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames") or []
    kept = [{name: frame[name] for name in _OF_FRAMES if name in frame} for frame in frames]
    return {"type": error.get("type"), "module": error.get("module"), "value": _UNTOLD, "stacktrace": {"frames": kept}}
