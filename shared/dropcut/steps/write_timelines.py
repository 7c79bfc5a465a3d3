"""Write timelines: the cut for other editors, and in sentences what each of them could not be told."""

from __future__ import annotations

from dropcut.domain.blobs import Blob
from dropcut.domain.cut import Cut
from dropcut.domain.values import Value
from dropcut.ports.tools import Tools


class Editable(Value):
    """A cut, and where its timelines will lie."""

    cut: Cut
    title: str
    prefix: str = ".."
    """The way from the timelines' folder to the drop's."""


class Timelines(Value):
    """The timelines, and what they could not carry."""

    otio: Blob
    fcpxml: Blob
    xml: Blob
    edl: Blob
    left_out: tuple[str, ...]
    """Sentences, each beginning with the file it is about."""


def write_timelines(tools: Tools, editable: Editable) -> Timelines:
    """Write `cut.otio`, `cut.fcpxml`, `cut.xml` and `cut.edl`."""
    from dropcut.editing.timelines.timelines import timelines

    formats = timelines(editable.cut, editable.title, editable.prefix)
    named = {"cut.otio": formats.otio, "cut.fcpxml": formats.fcpxml, "cut.xml": formats.xml, "cut.edl": formats.edl}
    otio, fcpxml, xml, edl = (_kept(tools, name, written.data) for name, written in named.items())
    left_out = tuple(f"{name}: {sentence}" for name, written in named.items() for sentence in written.left_out)
    return Timelines(otio=otio, fcpxml=fcpxml, xml=xml, edl=edl, left_out=left_out)


def _kept(tools: Tools, name: str, data: bytes) -> Blob:
    with tools.write(name) as target:
        target.write(data)
    return target.blob
