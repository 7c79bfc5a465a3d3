"""Plan finish: which upscaled chunks make which segment of the cut."""

from __future__ import annotations

from collections import defaultdict

from dropcut.domain.blobs import Many
from dropcut.domain.rendering import Segment
from dropcut.domain.upscaling import Chunking, Conformed, Finishing, FinishPlan, Upscaled
from dropcut.domain.values import Value
from dropcut.editing.programme.chunks import enlarged_size
from dropcut.ports.tools import Tools


class ToFinish(Value):
    """The segments of the cut, and how they were divided."""

    segments: tuple[Segment, ...]
    chunking: Chunking


def plan_finish(tools: Tools, asked: ToFinish, conformed: Many[Conformed], upscaled: Many[Upscaled]) -> FinishPlan:
    """One for each segment, in order, with its chunks in theirs."""
    chunks: dict[object, list[Upscaled]] = defaultdict(list)
    made = tools.items(upscaled, Upscaled)
    for chunk in sorted(made, key=lambda each: each.first):
        chunks[chunk.source, (chunk.width, chunk.height)].append(chunk)
    finishing = []
    triples = zip(asked.segments, tools.items(conformed, Conformed), asked.chunking.sizes, strict=True)
    for segment, kept, wanted in triples:
        size = enlarged_size((kept.width, kept.height), wanted, asked.chunking.scale) if kept.blob else None
        its = chunks[kept.blob.sha256, size] if kept.blob and size else ()
        finishing.append(Finishing(segment=segment, conformed=kept, chunks=tuple(its)))
    return FinishPlan(
        finishing=tools.many("finishing.json", finishing),
        frames=sum(chunk.frames for chunk in made),
        repeated=sum(chunk.repeated for chunk in made),
    )
