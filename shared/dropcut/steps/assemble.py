"""Assemble: the master, from pieces that are already encoded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dropcut.domain.errors import Permanent
from dropcut.domain.rendering import Assembly, Check, Master, Rendered
from dropcut.domain.wording import printable
from dropcut.ports.tools import Tools

if TYPE_CHECKING:
    from dropcut.media.bench import Bench
    from dropcut.media.joining import Picture


def assemble(tools: Tools, assembly: Assembly) -> Master:
    """Join picture and sound, and verify what came of it. Raises Permanent for pieces that do not belong together."""
    from dropcut.media.bench import Bench
    from dropcut.media.encoding import container_of
    from dropcut.media.joining import Picture, join
    from dropcut.media.verifying import checks

    rendered = tools.items(assembly.rendered, Rendered)
    if not rendered:
        raise Permanent("There is nothing in the cut.", "Look at the report for what was missing.")
    pictures = tuple(Picture(tools.path(each.blob), each.frames) for each in rendered)
    master = tools.scratch / f"cut.{container_of(assembly.encoder).master}"
    join(assembly, pictures, tools.path(assembly.sound.blob), master, tools.pulse)
    found = checks(master, assembly, sum(each.frames for each in rendered), tools.pulse)
    unseen = "".join(sorted(set("".join(each.unseen for each in rendered))))
    poster = _poster(pictures, assembly.poster_frame, Bench.of(tools))
    kept, still = tools.keep(master.name, master), tools.keep(poster.name, poster)
    return Master(blob=kept, name=master.name, poster=still, checks=(*found, *_fonts(unseen)))


def _fonts(unseen: str) -> tuple[Check, ...]:
    figure = f"no font here has {printable(unseen)}: drawn as boxes"
    return (Check(name="fonts", ok=False, figure=figure),) if unseen else ()


def _poster(pictures: Sequence[Picture], frame: int, bench: Bench) -> Path:
    """The frame asked for, or the last one of a programme that became shorter."""
    from dropcut.media.poster import poster_of

    for picture in pictures:
        if frame < picture.frames:
            return poster_of(picture.file, frame, bench)
        frame -= picture.frames
    return poster_of(pictures[-1].file, pictures[-1].frames - 1, bench)
