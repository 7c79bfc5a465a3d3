"""Whether anybody wants to be told, as the environment says; what does that is loaded only then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from dropcut import __version__
from dropcut.domain.errors import Permanent
from dropcut.engine.unwatched import NoTraces
from dropcut.ports.traces import Traces

if TYPE_CHECKING:
    from requests import Session

ENDPOINTS: Final = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
GOOGLES: Final = "https://telemetry.googleapis.com"
"""Where Google takes traces, from whoever signs."""
_OFF: Final = "OTEL_SDK_DISABLED"
_EVERY_MS: Final = 1_000
_PATIENCE_S: Final = 3.0


def endpoint_in(told: Mapping[str, str]) -> str:
    """The address of a collector; empty where none is to be told."""
    if told.get(_OFF, "").lower() == "true":
        return ""
    return next((told[variable] for variable in ENDPOINTS if told.get(variable)), "")


class Who(NamedTuple):
    """Who tells."""

    home: str
    """Tells this home from every other."""
    service: str
    instance: str
    """This very process."""


def traces_from(told: Mapping[str, str], who: Who, signed: Callable[[], Session] | None = None) -> Traces:
    """Who keeps this process' traces: nobody, unless a variable names a collector. `signed` makes what Google lets in.

    All other variables are OpenTelemetry's own. Raises Permanent when its packages are wanted and not there.
    """
    endpoint = endpoint_in(told)
    if not endpoint:
        return NoTraces()
    try:
        return _spans(who, signed() if signed and endpoint.startswith(GOOGLES) else None)
    except ModuleNotFoundError as missing:
        wanted = next(variable for variable in ENDPOINTS if told.get(variable))
        raise Permanent(
            f"{wanted} asks for traces, and a package for them is not installed: {missing.name}.",
            "Install the extra: pip install 'dropcut[telemetry]', or unset the variable.",
        ) from missing


def _spans(who: Who, session: Session | None) -> Traces:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - only where wanted
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 - the same
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415 - the same
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 - the same

    from dropcut.telemetry.handing_over import HandingOver  # noqa: PLC0415 - the same
    from dropcut.telemetry.spans import ChosenIds, Spans  # noqa: PLC0415 - the same

    ids = ChosenIds()
    about = {
        "service.namespace": "dropcut",
        "service.name": who.service,
        "service.version": __version__,
        "service.instance.id": who.instance,
    }
    provider = TracerProvider(resource=Resource.create(about), id_generator=ids, shutdown_on_exit=False)
    exporter = OTLPSpanExporter(timeout=_PATIENCE_S, session=session)
    provider.add_span_processor(BatchSpanProcessor(HandingOver(exporter), schedule_delay_millis=_EVERY_MS))
    return Spans(provider, ids, who.home)
