"""Spoil real photographs, make them four times as large in several ways, measure, and lay details side by side.

Run: python -m benchmarks.upscaling_quality [--pictures FOLDER] [--networks animevideov3,x4plus-anime,x4plus] [--coarse 28]

Needs scikit-image (pip install scikit-image), which brings the photographs with it, and the embedded engine.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from statistics import mean

from benchmarks.tables import table
from benchmarks.upscaling_quality.measures import Measured, measured
from benchmarks.upscaling_quality.naturalness import Natural
from benchmarks.upscaling_quality.photographs import COARSE, TIMES, Photograph, photographs, spoiled, textures
from benchmarks.upscaling_quality.sheets import sheet
from benchmarks.upscaling_quality.ways import ways
from dropcut.ports.sharpening import Picture

_HEAD = ("way", "sharpness", "blur (lower is better)", "NIQE (lower is better)", "SSIM", "PSNR, dB")
_ORIGINAL = "the original"


def main() -> None:
    """Print the table, and write the pictures."""
    told = _told()
    judged = list(islice(photographs(), told.photographs))
    others = list(textures())
    rows: dict[str, list[Measured]] = {}
    for photograph in judged:
        shown = _shown(photograph, told)
        natural = Natural.learned(one.whole for one in (*photographs(), *others) if one.name != photograph.name)
        for name, picture in shown.items():
            rows.setdefault(name, []).append(measured(picture, photograph.whole, natural))
        if told.pictures:
            sheet(photograph.name, shown, told.pictures / f"{photograph.name}.jpg")
    names = ", ".join(photograph.name for photograph in judged)
    print(f"{names}: {TIMES} times smaller, x264 at crf {told.coarse}, then {TIMES} times as large; means of {len(judged)}.\n")
    print(table(_HEAD, [_row(name, told) for name, told in rows.items()]))


def _told() -> Namespace:
    parser = ArgumentParser(prog="benchmarks.upscaling_quality")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--coarse", type=int, default=COARSE)
    parser.add_argument("--photographs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--networks", default="animevideov3,x4plus-anime,x4plus")
    return parser.parse_args()


def _shown(photograph: Photograph, told: Namespace) -> dict[str, Picture]:
    small = spoiled(photograph, told.coarse)
    made = {named.name: named.way(small) for named in ways(tuple(told.networks.split(",")), told.threads)}
    return {**made, _ORIGINAL: photograph.whole}


def _row(name: str, told: Sequence[Measured]) -> tuple[str, ...]:
    by = Measured(*(mean(values) for values in zip(*told, strict=True)))
    alike = ("1", "") if name == _ORIGINAL else (f"{by.ssim:.3f}", f"{by.psnr:.1f}")
    return name, f"{by.sharpness:.0%}", f"{by.blur:.2f}", f"{by.niqe:.1f}", *alike


if __name__ == "__main__":
    main()
