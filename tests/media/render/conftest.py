"""What tests of rendering are handed: hands, and encoders that need no trial."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from dropcut.domain.programme import Encoder, Format, Look
from dropcut.domain.settings import Archive, Fit, Preset
from dropcut.ports.tools import Programs
from tests.media.clips import Clips
from tests.media.render.footage import flashes_and_beeps, numbered
from tests.media.render.hands import Hands

SMALL = Format(width=320, height=180, rate=Fraction(25))
Looks = Callable[..., Look]


@pytest.fixture
def hands(tmp_path: Path, programs: Programs) -> Hands:
    return Hands(tmp_path, programs)


@pytest.fixture
def looks(programs: Programs) -> Looks:
    def look(
        format: Format = SMALL,  # noqa: A002 - the design's word
        preset: Preset = Preset.DRAFT,
        archive: Archive = Archive.PRORES,
        fit: Fit = Fit.PAD,
    ) -> Look:
        names = {Archive.PRORES: "prores_ks", Archive.FFV1: "ffv1"}
        name = names[archive] if preset is Preset.ARCHIVE else "libx264"
        encoder = Encoder(name=name, preset=preset, archive=archive, build=programs.build, threads=1, why="for a test")
        return Look(format=format, fit=fit, encoder=encoder)

    return look


@pytest.fixture
def beeping(clips: Clips) -> Path:
    return flashes_and_beeps(clips)


@pytest.fixture
def counting(clips: Clips) -> Path:
    return numbered(clips)
