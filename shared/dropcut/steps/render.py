"""Render: one segment of the cut as picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dropcut.domain.rendering import Rendered, Segment
from dropcut.ports.tools import Tools

if TYPE_CHECKING:
    from dropcut.media.segments import Drawn


def render(tools: Tools, segment: Segment) -> Rendered:
    """Exactly its frames, at the programme's constant rate.

    Raises Permanent for a source that cannot be drawn, Gone for one that changed, Retryable where ffmpeg is of another
    build than the segment's encoder.
    """
    from dropcut.media.bench import Bench
    from dropcut.media.encoders import same_build
    from dropcut.media.segments import render_segment, still_segment

    same_build(segment.look.encoder.build, bench := Bench.of(tools))
    if segment.image:
        return rendered(tools, segment, still_segment(segment, segment.image, tools.path(segment.image.blob), bench))
    upload = segment.asset.upload if segment.asset else None
    source = tools.original_path(upload.drop, upload.file) if upload else None
    piece = render_segment(segment, source, bench)
    if upload:
        tools.original_path(upload.drop, upload.file)  # raises Gone when it changed meanwhile
    return rendered(tools, segment, piece)


def rendered(tools: Tools, segment: Segment, piece: Drawn) -> Rendered:
    """A segment that was drawn, kept."""
    return Rendered(blob=tools.keep(piece.file.name, piece.file), frames=segment.frames, unseen=piece.unseen)
