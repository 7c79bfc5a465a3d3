"""What a job's cut was made from, found by running its recipe once more without recording anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar, cast

from dropcut.domain.blobs import Blob
from dropcut.domain.cut import Cut
from dropcut.domain.jobs import Job
from dropcut.domain.material import Material, Transcript
from dropcut.domain.report import Reporting
from dropcut.domain.speech import Found
from dropcut.engine.home import Home
from dropcut.engine.tracing import Tracing, traced
from dropcut.engine.twins import items_wherever, wherever
from dropcut.engine.versions import as_made
from dropcut.ports.tools import Tools

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Evidence:
    """A cut, with all that lies over its lines once that is known, and its material; None of what has none."""

    cut: Cut
    material: Material | None
    told: Reporting | None = None
    """What its report was made from, once that is written: all that was seen of the footage is there."""

    @property
    def by_clip(self) -> Mapping[int, Transcript]:
        """What was heard, by the clip that it was heard in, as the cut counts clips."""
        if self.material is None:
            return {}
        numbers = {clip.asset.sha256: number for number, clip in reversed(tuple(enumerate(self.material.clips)))}
        return {numbers[one.asset.sha256]: one for one in self.material.transcripts if one.asset.sha256 in numbers}


class _Seeking(Tracing):
    """Keeps the last cut that a step gave, and the last material and reporting that one was handed."""

    cut: Cut | None = None
    material: Material | None = None
    told: Reporting | None = None

    def __call__(self, step: Callable[Concatenate[Tools, P], R], /, *args: P.args, **inputs: P.kwargs) -> R:
        for each in args:
            if type(each) is Material:
                self.material = each
            if type(each) is Reporting:
                self.told = each
        answer: object = super().__call__(step, *args, **inputs)
        if type(answer) is Cut:
            self.cut = answer
        return cast("R", answer)


def evidence_of(home: Home, job: Job) -> Evidence | None:
    """What the job's revision was cut from; None while it is not cut. Costs as many reads as the job has tasks."""
    seeking = _Seeking(as_made(home, job), job, lambda _batch: ())
    traced(home, job, seeking)
    cut = seeking.told.cut if seeking.told else seeking.cut
    return None if cut is None else Evidence(cut, seeking.material, seeking.told)


def bytes_of(home: Home, blob: Blob) -> bytes:
    """What was kept. Raises LostBlob."""
    return wherever(home, blob, lambda where: _read(home, where))


def loudness_of(home: Home, transcript: Transcript) -> bytes:
    """How loud a clip is: see `Transcript.envelope`. Raises LostBlob."""
    return bytes_of(home, transcript.envelope)


def found_in(home: Home, material: Material) -> tuple[Found, ...]:
    """See `Material.found`. Raises LostBlob."""
    return items_wherever(home, material.found, Found)


def _read(home: Home, blob: Blob) -> bytes:
    with home.blobs.open(blob.path) as file:
        return file.read()
