"""The engine that a job was given, made ready on this machine."""

from __future__ import annotations

from collections.abc import Sequence

from dropcut.domain.errors import Permanent
from dropcut.domain.models import KeptModel
from dropcut.domain.upscaling import Sharpening
from dropcut.ports.sharpening import Sharpener
from dropcut.upscaling.networks import network_named
from dropcut.upscaling.sharpeners import NetworkSharpener
from dropcut.upscaling.ways import BEST_FIRST, Asked, Way


def sharpener_of(wanted: Sharpening, kept: tuple[KeptModel, ...], threads: int, ways: Sequence[Way] = BEST_FIRST) -> Sharpener:
    """`wanted`, which uses that many of the processor's cores. Its weights are read when it is first asked for a picture.

    Raises Permanent when this machine has it not, or in another version: the pictures would not be those that were asked for.
    """
    asked = Asked(network_named(wanted.model), wanted.scale, wanted.denoise, kept)
    found = [way.ready(asked) for way in ways if way.kind == wanted.kind and way.where() and way.suits(asked.network)]
    for ready in found:
        if ready.engine == wanted.engine:
            return NetworkSharpener(ready.engine, ready.runner(threads))
    here = f"this machine has {found[0].engine.version}" if found else "this machine does not have it"
    raise Permanent(
        f"This job makes pictures larger with {wanted.engine.name} {wanted.engine.version}, but {here}.",
        "Start the job again, so that the engine of this machine is chosen.",
    )
