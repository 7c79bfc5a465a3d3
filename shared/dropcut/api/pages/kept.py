"""What cuts were made from, of those that were looked at lately: finding it costs a look at every task of its job."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Annotated, Final

from fastapi import Depends, Request

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


class Evidences:
    """Of one home. What a revision was cut from never changes once it is known."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, int, int], Looked] = OrderedDict()

    def of(self, job: Job) -> Looked | None:
        """What the job's revision was cut from, if it is cut."""
        name = (str(job.id), job.created, job.revision)
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
                return self._kept[name]
        evidence = evidence_of(self._home, job)
        return None if evidence is None else self._keep(name, Looked(self._home, evidence))

    def _keep(self, name: tuple[str, int, int], looked: Looked) -> Looked:
        with self._lock:
            self._kept[name] = looked
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return looked


def _heard(home: Home, evidence: Evidence) -> Hearing:
    try:
        return hearing_of(home, evidence)
    except LostBlob:  # it is made again when it is wanted; the cut itself is here
        return Hearing({})


def evidences_of(request: Request) -> Evidences:
    """Those of the app."""
    state = request.app.state
    if not hasattr(state, "evidences"):
        state.evidences = Evidences(parts_of(request).home)
    kept: Evidences = state.evidences
    return kept


TheEvidences = Annotated[Evidences, Depends(evidences_of)]
