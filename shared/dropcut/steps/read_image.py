"""Read an image: a still of the drop, made ready to be shown."""

from __future__ import annotations

from dropcut.domain.images import Image, ReadImage, StillFile
from dropcut.ports.tools import Tools


def read_image(tools: Tools, file: StillFile) -> ReadImage:
    """Raises Permanent, in one sentence, for what is no still that can be shown, and Gone for a file that changed meanwhile."""
    from dropcut.media.bench import Bench
    from dropcut.media.stills import kept_still

    upload = file.clip.asset.upload
    still = kept_still(tools.original_path(upload.drop, upload.file), file.clip.name, Bench.of(tools))
    tools.original_path(upload.drop, upload.file)  # raises Gone when it changed meanwhile
    image = Image(blob=tools.keep(still.file.name, still.file), width=still.width, height=still.height)
    return ReadImage(source=file.clip.asset.sha256, image=image)
