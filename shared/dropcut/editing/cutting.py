"""The cut of a drop: by its script, or tightened where there is none."""

from __future__ import annotations

from dropcut.domain.cut import Cut
from dropcut.editing.choosing.cutting import cut_by_script
from dropcut.editing.choosing.evidence import Evidence
from dropcut.editing.tightening.cutting import tightened


def cut_of(evidence: Evidence) -> Cut:
    """Pure: the same evidence gives the same cut."""
    engine = evidence.listened[0].heard.engine if evidence.listened else None
    return cut_by_script(evidence, engine) if evidence.script else tightened(evidence, engine)
