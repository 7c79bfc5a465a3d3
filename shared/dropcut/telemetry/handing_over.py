"""Handing spans over to a collector. One that does not answer is told in the log once in a while, and is no mistake of ours."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final

import structlog
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult

log = structlog.get_logger(__name__)

_TALKATIVE: Final = "opentelemetry.exporter.otlp"
"""It calls every silence of a collector an error, with the address and a traceback."""


class HandingOver(SpanExporter):
    """What `exporter` does, told in our words."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter
        logging.getLogger(_TALKATIVE).setLevel(logging.CRITICAL)

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Hand over; what nobody takes is lost, and said to be."""
        result = self._exporter.export(spans)
        if result is not SpanExportResult.SUCCESS:
            log.warning("the collector of traces does not answer", lost=len(spans))
        return result

    def shutdown(self) -> None:
        """No more after that."""
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Nothing is kept here."""
        return self._exporter.force_flush(timeout_millis)
