"""Writes down which metrics Cloud Monitoring makes of log lines: `python -m dropcut.telemetry.listing > FILE`."""

from __future__ import annotations

import json
import sys
from typing import Any

from dropcut.telemetry.metrics import METRICS, Logged, Metric


def listed() -> str:
    """The list, as terraform reads it."""
    found = [_entry(metric, metric.logged) for metric in METRICS if metric.logged is not None]
    return json.dumps(found, indent=2) + "\n"


def _entry(metric: Metric, logged: Logged) -> dict[str, Any]:
    """A counter of lines, or the distribution of one of their fields."""
    return {
        "name": metric.short,
        "told": metric.told,
        "filter": f'jsonPayload.message="{logged.message}"',
        "field": logged.field,
        "labels": [] if logged.message == "swept" else list(metric.labels),
        "bounds": list(metric.bounds),
        "unit": metric.unit,
    }


if __name__ == "__main__":
    sys.stdout.write(listed())
