"""Whatever the clips of a drop were recorded with, their pieces join into one programme."""

from __future__ import annotations

import pytest

from dropcut.domain.assets import Asset
from dropcut.domain.blobs import Many
from dropcut.domain.rendering import Assembly, HeardPiece, Mixing, Segment
from dropcut.domain.settings import Preset
from dropcut.steps.assemble import assemble
from dropcut.steps.mix import mix
from dropcut.steps.render import render
from tests.media.clips import X264, Clips
from tests.media.render.conftest import SMALL, Looks
from tests.media.render.footage import numbers
from tests.media.render.hands import Hands

FEW = 4
SECOND = "1"
HEVC = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:chromaloc=2")
BT709 = ("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv")
CAMERAS: dict[str, tuple[str, ...]] = {
    "plain.mp4": (*numbers(SECOND), *X264),
    "told.mp4": (*numbers(SECOND), *X264, *BT709),
    "aspect unsaid.mkv": (*numbers(SECOND, filters="setsar=0"), *X264, *BT709),
    "top left.mp4": (*numbers(SECOND), *HEVC, "-pix_fmt", "yuv420p", *BT709),
    "ten bits.mp4": (*numbers(SECOND), *HEVC, "-pix_fmt", "yuv420p10le"),
    "full range.mp4": (*numbers(SECOND), *X264, "-pix_fmt", "yuvj420p", "-color_range", "pc"),
    "large.mp4": (*numbers(SECOND, size="640x360"), *X264, *BT709),
    "upright.mp4": (*numbers(SECOND, size="90x160"), *X264),
    "wide pixels.mp4": (*numbers(SECOND, size="160x180", filters="setsar=2"), *X264),
    "interlaced.mp4": (*numbers(SECOND), "-c:v", "mpeg2video", "-q:v", "2", "-flags", "+ildct+ilme", "-top", "1"),
}


@pytest.mark.parametrize("preset", [Preset.WEB, Preset.ARCHIVE])
def test_pieces_of_every_camera_and_of_none_join(clips: Clips, hands: Hands, looks: Looks, preset: Preset) -> None:
    look = looks(SMALL, preset)
    cameras: list[Asset | None] = [hands.asset(clips.made(name, *how)) for name, how in CAMERAS.items()]
    drawn = [hands.doing(render, Segment(asset=asset, first=2, frames=FEW, look=look)) for asset in (*cameras, None)]

    silence = (HeardPiece(asset=None, start=SMALL.starts(0), frames=FEW * len(drawn)),)
    sound = hands.doing(mix, Mixing(format=SMALL, preset=preset, pieces=silence))
    pictures = Many.of(tuple(drawn))
    master = hands.doing(assemble, Assembly(format=SMALL, encoder=look.encoder, rendered=pictures, sound=sound))

    assert [check.name for check in master.checks if not check.ok and check.name != "loudness"] == []
