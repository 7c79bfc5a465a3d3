"""Mix: the programme's sound in one piece."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dropcut.domain.assets import Asset
from dropcut.domain.errors import Permanent
from dropcut.domain.rendering import Mixed, Mixing
from dropcut.ports.tools import Tools

if TYPE_CHECKING:
    from dropcut.media.mixing import Part
    from dropcut.media.strips import Samples

_BARS: Final = 2000
_MILLIONTHS: Final = 1_000_000


def mix(tools: Tools, mixing: Mixing) -> Mixed:
    """Every piece at its sample, joints cross-faded, one gain for all, peaks limited, encoded once.

    Raises Permanent for a sound that cannot be read, Gone for a clip that changed, Retryable on another build of ffmpeg.
    """
    from dropcut.media.bench import Bench
    from dropcut.media.encoders import same_build
    from dropcut.media.levelling import levelled
    from dropcut.media.mixing import parts_of, programme, strips_of, written

    bench = Bench.of(tools)
    if mixing.build:
        same_build(mixing.build, bench)

    def path_of(asset: Asset) -> Path:
        return tools.original_path(asset.upload.drop, asset.upload.file)

    if not mixing.pieces:
        raise Permanent("There is nothing in the cut.", "Look at the report for what was missing.")
    parts = parts_of(mixing)
    raw = bench.scratch / "programme.f32"
    strips = strips_of(mixing, parts, path_of, bench)
    for asset in {piece.asset for piece in mixing.pieces if piece.asset}:
        path_of(asset)  # raises Gone for one that changed meanwhile
    samples = written(programme(parts, strips), raw, tools.pulse)
    level = levelled(raw, mixing.preset, bench)
    return Mixed(
        blob=tools.keep(level.file.name, level.file),
        samples=samples,
        loudness=level.loudness,
        joints=tuple(_step_at(part, level.samples) for part in parts[1:]),
        waveform=_waveform(level.samples),
        notes=level.notes,
    )


def _step_at(part: Part, samples: Samples) -> Fraction:
    from dropcut.media.joints import HALF, steepest

    around = samples[max(0, part.at - HALF - 1) : part.at + HALF + 1]
    return Fraction(round(steepest(around) * _MILLIONTHS), _MILLIONTHS)


def _waveform(samples: Samples) -> tuple[int, ...]:
    bars = min(_BARS, len(samples))
    edges = [len(samples) * bar // bars for bar in range(bars + 1)] if bars else []
    return tuple(_height(samples[first:end]) for first, end in pairwise(edges))


def _height(samples: Samples) -> int:
    import numpy as np

    return min(100, round(float(np.abs(samples).max(initial=0)) * 100))
