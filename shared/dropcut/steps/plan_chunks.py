"""Plan chunks: what of the conformed segments is upscaled, in which units."""

from __future__ import annotations

from collections.abc import Iterator

from dropcut.domain.blobs import Many
from dropcut.domain.upscaling import Chunk, Chunking, Conformed, Conformity
from dropcut.editing.programme.chunks import chunk_length, chunks_of, enlarged_size
from dropcut.ports.tools import Tools


def plan_chunks(tools: Tools, conformed: Many[Conformed], chunking: Chunking) -> Many[Chunk]:
    """Every chunk once, segment by segment. A segment that is large enough, or shows nothing, has none."""
    segments = zip(tools.items(conformed, Conformed), chunking.sizes, strict=True)
    chunks = dict.fromkeys(chunk for segment, wanted in segments for chunk in _of_one(segment, wanted, chunking))
    return tools.many("chunks.json", chunks)


def _of_one(segment: Conformed, wanted: tuple[int, int], chunking: Chunking) -> Iterator[Chunk]:
    size = enlarged_size((segment.width, segment.height), wanted, chunking.scale) if segment.blob else None
    if size is None:
        return
    for first, frames in chunks_of(segment.frames, chunk_length(chunking.sharpening, segment.width, segment.height)):
        yield Chunk(
            source=Conformity(conformed=segment, first=first, frames=frames),
            width=size[0],
            height=size[1],
            sharpening=chunking.sharpening,
            encoder=chunking.encoder,
        )
