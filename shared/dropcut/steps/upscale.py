"""Upscale: one chunk, the unit that a crash repeats."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from dropcut.domain.errors import Permanent
from dropcut.domain.models import KeptModel, ModelKind
from dropcut.domain.upscaling import Chunk, Sharpening, Stretch, Upscaled
from dropcut.ports.tools import Tools

if TYPE_CHECKING:
    from dropcut.media.bench import Bench
    from dropcut.media.stretches import Opened
    from dropcut.ports.sharpening import Sharpener


def upscale(tools: Tools, chunk: Chunk) -> Upscaled:
    """Exactly its frames, in the size that was asked for. Frames that come again are computed once.

    Raises Permanent for a source that cannot be drawn and for an engine that is not here, Gone for a clip that changed,
    Retryable where ffmpeg is of another build.
    """
    from dropcut.media.bench import Bench

    return upscaled_by(_sharpener(chunk.sharpening, tools.models(ModelKind.UPSCALING), Bench.of(tools).cores), tools, chunk)


def upscaled_by(sharpener: Sharpener, tools: Tools, chunk: Chunk) -> Upscaled:
    """The same, by an engine that is ready."""
    from dropcut.media.bench import Bench
    from dropcut.media.encoders import same_build
    from dropcut.media.enlarging import enlarge
    from dropcut.media.speed import Speed

    same_build(chunk.encoder.build, bench := Bench.of(tools))

    def pulse() -> None:
        bench.stop()

    def tell(done: int) -> None:
        tools.far(done, chunk.frames, speed.at(done))

    speed = Speed("frames")
    with _shown(tools, chunk, bench) as shown:
        made = enlarge(chunk, shown, lambda pictures: sharpener.sharpened(pictures, pulse), bench, tell)
    return Upscaled(
        blob=tools.keep(made.file.name, made.file),
        source=chunk.made_from,
        first=chunk.first,
        frames=chunk.frames,
        width=chunk.width,
        height=chunk.height,
        engine=chunk.sharpening.engine,
        weights=chunk.sharpening.weights,
        repeated=made.repeated,
    )


@lru_cache(maxsize=1)
def _sharpener(sharpening: Sharpening, kept: tuple[KeptModel, ...], cores: int) -> Sharpener:
    """Kept from one chunk to the next: to bring a network into a card's memory can take as long as many frames."""
    from dropcut.upscaling.engines import sharpener_of

    return sharpener_of(sharpening, kept, cores)


@contextmanager
def _shown(tools: Tools, chunk: Chunk, bench: Bench) -> Iterator[Opened]:
    """What the chunk is made from: some frames of a segment that was conformed, or of a clip itself."""
    from dropcut.media.enlarging import SEEN
    from dropcut.media.stretches import opened, opened_again

    pixels = SEEN[chunk.depth]
    if not isinstance(chunk.source, Stretch):
        conformed = chunk.source.conformed
        if conformed.blob is None:
            raise Permanent(f"{chunk.spoken()} shows nothing that could be upscaled.")
        yield opened_again(chunk.source, tools.path(conformed.blob), pixels)
        return
    if chunk.source.asset is None:
        raise Permanent("A background shows nothing that could be upscaled.")
    upload = chunk.source.asset.upload
    with opened(chunk.source, tools.original_path(upload.drop, upload.file), pixels, bench) as shown:
        yield shown
    tools.original_path(upload.drop, upload.file)  # raises Gone when it changed meanwhile
