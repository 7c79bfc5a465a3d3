"""Assemble: the master, from pieces that are already encoded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dropcut.domain.blobs import Blob
from dropcut.domain.errors import Permanent
from dropcut.domain.rendering import Assembly, Check, Master, Rendered
from dropcut.domain.wording import printable
from dropcut.ports.tools import Tools

if TYPE_CHECKING:
    from dropcut.media.bench import Bench
    from dropcut.media.joining import Parts, Picture
    from dropcut.media.measuring import Measured


def assemble(tools: Tools, assembly: Assembly) -> Master:
    """Join picture and sound, and verify what came of it. Raises Permanent for pieces that do not belong together.

    The master goes into the store as it comes: nothing here is as large as it is.
    """
    from dropcut.media.bench import Bench
    from dropcut.media.encoding import container_of
    from dropcut.media.joining import Parts, Picture
    from dropcut.media.verifying import checks

    rendered = tools.items(assembly.rendered, Rendered)
    if not rendered:
        raise Permanent("There is nothing in the cut.", "Look at the report for what was missing.")
    pictures = tuple(Picture(tools.path(each.blob), each.frames) for each in rendered)
    parts = Parts(assembly, pictures, tools.path(assembly.sound.blob))
    name = f"cut.{container_of(assembly.encoder).master}"
    master, measured = _joined(tools, parts, name)
    poster = _poster(pictures, assembly.poster_frame, Bench.of(tools))
    found = (*checks(measured, assembly, parts.frames), *_fonts("".join(each.unseen for each in rendered)))
    return Master(blob=master, name=name, poster=tools.keep(poster.name, poster), checks=found)


def _joined(tools: Tools, parts: Parts, name: str) -> tuple[Blob, Measured]:
    """The master in the store, and what was measured of it on its way."""
    from dropcut.media.joining import join
    from dropcut.media.measuring import Measuring

    with tools.write(name) as master, Measuring(name) as measuring:

        def take(piece: bytes) -> None:
            measuring.take(piece)
            master.write(piece)

        join(parts, take, tools.pulse)
        measured = measuring.measured()
    return master.blob, measured


def _fonts(unseen: str) -> tuple[Check, ...]:
    figure = f"no font here has {printable(''.join(sorted(set(unseen))))}: drawn as boxes"
    return (Check(name="fonts", ok=False, figure=figure),) if unseen else ()


def _poster(pictures: Sequence[Picture], frame: int, bench: Bench) -> Path:
    """The frame asked for, or the last one of a programme that became shorter."""
    from dropcut.media.poster import poster_of

    for picture in pictures:
        if frame < picture.frames:
            return poster_of(picture.file, frame, bench)
        frame -= picture.frames
    return poster_of(pictures[-1].file, pictures[-1].frames - 1, bench)
