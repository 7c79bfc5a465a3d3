"""Conform: one stretch of a clip, in its own size, upright, at a constant rate, kept without loss."""

from __future__ import annotations

from dropcut.domain.blobs import Blob
from dropcut.domain.upscaling import Conformed, Conforming, Stretch
from dropcut.ports.tools import Tools


def conform(tools: Tools, conforming: Conforming) -> Conformed:
    """What upscaling begins with. It knows no captions, no punch-in and no size that was asked for: edits of those keep it.

    Raises Permanent for a source that cannot be drawn, Gone for one that changed, Retryable where ffmpeg is of another build.
    """
    from dropcut.media.bench import Bench
    from dropcut.media.encoders import same_build
    from dropcut.media.stretches import keep, picture_of

    same_build(conforming.build, bench := Bench.of(tools))
    stretch = conforming.stretch
    picture = picture_of(stretch)
    if stretch.asset is None or picture is None:
        return _conformed(stretch, None, (0, 0))
    upload = stretch.asset.upload
    file = keep(stretch, tools.original_path(upload.drop, upload.file), bench)
    tools.original_path(upload.drop, upload.file)  # raises Gone when it changed meanwhile
    return _conformed(stretch, tools.keep(file.name, file), picture.display_size)


def _conformed(stretch: Stretch, blob: Blob | None, size: tuple[int, int]) -> Conformed:
    return Conformed(
        blob=blob,
        width=size[0],
        height=size[1],
        frames=stretch.frames,
        rate=stretch.rate,
        depth=stretch.depth,
        name=stretch.spoken(),
    )
