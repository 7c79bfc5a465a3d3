"""What was seen of the clips, for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dropcut.domain.marks import Box, Marks
from dropcut.domain.report import BoxReport, MarkReport, SceneReport, SightingReport
from dropcut.domain.scenes import Scenes


def scene_reports(seen: Sequence[Scenes]) -> Iterator[SceneReport]:
    """Clip by clip, scene by scene."""
    for clip in seen:
        for scene in clip.scenes:
            yield SceneReport(
                clip=clip.asset.upload.file.path,
                start=scene.start,
                end=scene.end,
                boundary=scene.boundary,
                exposure=scene.exposure,
                sharpness=scene.sharpness,
                motion=scene.motion,
                black=scene.black,
                frozen=scene.frozen,
                best=scene.best,
            )


def mark_reports(marks: Sequence[Marks]) -> Iterator[MarkReport]:
    """Clip by clip, the surest first."""
    for clip in marks:
        for mark in clip.marks:
            yield MarkReport(
                clip=clip.asset.upload.file.path,
                kind=mark.kind,
                name=mark.name,
                confidence=mark.confidence,
                box=_box(mark.box),
                spans=tuple(SightingReport(start=span.start, end=span.end, box=_box(span.box)) for span in mark.spans),
            )


def _box(box: Box) -> BoxReport:
    return BoxReport(x=box.x, y=box.y, width=box.width, height=box.height)
