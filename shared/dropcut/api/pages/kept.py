"""What cuts were made from, of those that were looked at lately: finding it costs a look at every task of its job."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Final

from fastapi import Depends, Request

from dropcut.api.lately import Lately
from dropcut.api.pages.hearing import Hearing, hearing_of
from dropcut.api.routes.parted import parts_of
from dropcut.domain.errors import LostBlob
from dropcut.domain.jobs import Job
from dropcut.engine.evidence import Evidence, evidence_of
from dropcut.engine.home import Home

_KEPT: Final = 16


class Looked:
    """One cut, looked at: its evidence, and what was heard for each of its lines."""

    def __init__(self, home: Home, evidence: Evidence) -> None:
        self.evidence = evidence
        self.hearing = _heard(home, evidence)


Evidences = Lately[Looked]


def _looked(home: Home, job: Job) -> Looked | None:
    evidence = evidence_of(home, job)
    return None if evidence is None else Looked(home, evidence)


def _heard(home: Home, evidence: Evidence) -> Hearing:
    try:
        return hearing_of(home, evidence)
    except LostBlob:  # it is made again when it is wanted; the cut itself is here
        return Hearing({})


def evidences_of(request: Request) -> Evidences:
    """Those of the app."""
    state = request.app.state
    if not hasattr(state, "evidences"):
        state.evidences = Lately(_KEPT, partial(_looked, parts_of(request).home))
    kept: Evidences = state.evidences
    return kept


async def _evidences(request: Request) -> Evidences:
    return evidences_of(request)


TheEvidences = Annotated[Evidences, Depends(_evidences)]
