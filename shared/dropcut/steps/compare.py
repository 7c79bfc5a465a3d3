"""Compare: before and after, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from dropcut.domain.blobs import Blob, Many
from dropcut.domain.errors import Permanent
from dropcut.domain.upscaling import Stretch, Upscaled
from dropcut.ports.tools import Tools

Shown = Literal["still", "clip"]


def compare(tools: Tools, stretch: Stretch, number: int, shown: Shown, upscaled: Many[Upscaled]) -> Blob:
    """The first frame of a stretch, or its first seconds, and of the chunk of that number, which was made from it."""
    if stretch.asset is None:
        raise Permanent("A background shows nothing that could be compared.")
    upload = stretch.asset.upload
    after = tools.path(tools.items(upscaled, Upscaled)[number].blob)
    made = _laid(tools, stretch, tools.original_path(upload.drop, upload.file), after, shown)
    return tools.keep(made.name, made)


def _laid(tools: Tools, stretch: Stretch, source: Path, after: Path, shown: Shown) -> Path:
    from dropcut.media.bench import Bench
    from dropcut.media.comparing import moving_side_by_side, side_by_side

    lay = side_by_side if shown == "still" else moving_side_by_side
    return lay(stretch, source, after, Bench.of(tools))
