"""THE table of steps: name and version, where each runs, what it may use, how often it is tried, what it weighs."""

from __future__ import annotations

from typing import Final

from dropcut.domain.catalog import Catalog, Row
from dropcut.steps.deliver import deliver
from dropcut.steps.describe import describe
from dropcut.steps.ingest import ingest

CATALOG: Final = Catalog(
    (
        Row(ingest, version="1", cpu=1, memory_mib=1024, timeout_s=540, share=20),
        Row(describe, version="1", share=1),
        Row(deliver, version="1", memory_mib=1024, share=5),
    )
)
"""Raise a step's version whenever the same inputs would give another result: older results are then made again."""
