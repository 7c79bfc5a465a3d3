"""Write captions: the script's spelling at the times it is said in the cut."""

from __future__ import annotations

from dropcut.domain.blobs import Blob
from dropcut.domain.cut import Cut
from dropcut.domain.values import Value
from dropcut.ports.tools import Tools


class Captions(Value):
    """The caption files, and what a person should know about them, in sentences."""

    srt: Blob
    vtt: Blob
    notes: tuple[str, ...] = ()


def write_captions(tools: Tools, cut: Cut) -> Captions:
    """Write `cut.srt` and `cut.vtt`."""
    from dropcut.editing.captions.captions import captioned
    from dropcut.editing.captions.files import srt, vtt

    said = captioned(cut)
    return Captions(
        srt=_kept(tools, "cut.srt", srt(said.captions)), vtt=_kept(tools, "cut.vtt", vtt(said.captions)), notes=said.notes
    )


def _kept(tools: Tools, name: str, data: bytes) -> Blob:
    with tools.write(name) as target:
        target.write(data)
    return target.blob
