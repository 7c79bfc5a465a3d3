"""Compare: a still that shows a frame before and after, side by side."""

from __future__ import annotations

from dropcut.domain.blobs import Blob, Many
from dropcut.domain.errors import Permanent
from dropcut.domain.upscaling import Stretch, Upscaled
from dropcut.ports.tools import Tools


def compare(tools: Tools, stretch: Stretch, number: int, upscaled: Many[Upscaled]) -> Blob:
    """The first frame of a stretch, and of the chunk of that number, which was made from it."""
    from dropcut.media.bench import Bench
    from dropcut.media.comparing import side_by_side

    if stretch.asset is None:
        raise Permanent("A background shows nothing that could be compared.")
    upload = stretch.asset.upload
    after = tools.path(tools.items(upscaled, Upscaled)[number].blob)
    still = side_by_side(stretch, tools.original_path(upload.drop, upload.file), after, Bench.of(tools))
    return tools.keep(still.name, still)
