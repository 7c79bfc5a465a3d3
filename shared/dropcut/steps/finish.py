"""Finish: one segment of the cut as picture, from what was upscaled of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dropcut.domain.rendering import Rendered
from dropcut.domain.upscaling import Finishing
from dropcut.ports.tools import Tools
from dropcut.steps.render import rendered

if TYPE_CHECKING:
    from dropcut.domain.footage import Picture
    from dropcut.media.bench import Bench


def finish(tools: Tools, finishing: Finishing) -> Rendered:
    """Fitted, punched in, captioned and encoded once, as `render` would have.

    Raises Retryable where ffmpeg is of another build than the segment's encoder.
    """
    from dropcut.media.bench import Bench
    from dropcut.media.encoders import same_build
    from dropcut.media.segments import finish_segment, still_segment

    segment = finishing.segment
    same_build(segment.look.encoder.build, bench := Bench.of(tools))
    if segment.image:
        return rendered(tools, segment, still_segment(segment, segment.image, tools.path(segment.image.blob), bench))
    kept = _kept(tools, finishing, bench)
    piece = finish_segment(segment, kept, _picture(finishing) if kept else None, bench)
    return rendered(tools, segment, piece)


def _kept(tools: Tools, finishing: Finishing, bench: Bench) -> Path | None:
    """The segment's picture in one file; None where there is none."""
    if not finishing.chunks:
        return tools.path(finishing.conformed.blob) if finishing.conformed.blob else None
    if len(finishing.chunks) == 1:
        return tools.path(finishing.chunks[0].blob)
    from dropcut.media.joining import Picture as Piece
    from dropcut.media.stringing import string

    pieces = [Piece(tools.path(each.blob), each.frames) for each in finishing.chunks]
    return string(pieces, finishing.conformed.rate, bench.scratch, bench.stop)


def _picture(finishing: Finishing) -> Picture:
    from dropcut.media.stretches import picture_as_kept

    conformed, chunks = finishing.conformed, finishing.chunks
    size = (chunks[0].width, chunks[0].height) if chunks else (conformed.width, conformed.height)
    return picture_as_kept(conformed, size)
