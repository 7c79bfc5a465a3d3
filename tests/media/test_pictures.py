"""Shape, turning, colour and fields of a picture, checked against the pixels where pixels tell."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from struct import pack

import numpy as np
import pytest

from dropcut.domain.footage import Footage
from tests.media.clips import X264, Clips, picture, tone

Probed = Callable[[Path], Footage]
ONE = 1 << 16

TURNS = {
    "clockwise 90": (0, ONE, -ONE, 0, 90, False),
    "upside down": (-ONE, 0, 0, -ONE, 180, False),
    "clockwise 270": (0, -ONE, ONE, 0, 270, False),
    "mirrored": (-ONE, 0, 0, ONE, 0, True),
    "mirrored, then clockwise 90": (0, -ONE, -ONE, 0, 90, True),
}


def _turned(a: int, b: int, c: int, d: int) -> Callable[[bytes], bytes]:
    """Write a display matrix where MP4 keeps it: 40 bytes behind the name of the track's header."""

    def change(clip: bytes) -> bytes:
        place = clip.index(b"tkhd") + 4 + 40
        return clip[:place] + pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30) + clip[place + 36 :]

    return change


def _shown(clips: Clips, clip: Path, width: int, height: int, *before: str) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    return np.frombuffer(clips.pixels(clip, *before), np.uint8).reshape(height, width, 3).astype(np.int16)


@pytest.mark.parametrize("name", TURNS)
def test_turning_a_stored_picture_as_told_gives_what_a_player_shows(clips: Clips, probed: Probed, name: str) -> None:
    *matrix, rotation, mirrored = TURNS[name]
    straight = clips.made("straight.mp4", *picture(), *X264, "-frames:v", "5")
    clip = clips.changed(straight, "turned.mp4", name, _turned(*matrix))

    seen = probed(clip).pictures[0]
    width, height = seen.display_size
    stored = _shown(clips, clip, 320, 180, "-noautorotate")
    upright = np.rot90(stored[:, ::-1] if mirrored else stored, -rotation // 90)

    assert (seen.rotation, seen.mirrored) == (rotation, mirrored)
    assert (seen.width, seen.height) == (320, 180)
    assert np.abs(upright - _shown(clips, clip, width, height)).mean() < 3


def test_a_phone_held_upright_is_said(clips: Clips, probed: Probed) -> None:
    straight = clips.made("straight.mp4", *picture(), *X264, "-frames:v", "5")
    clip = clips.changed(straight, "phone.mp4", "90", _turned(0, ONE, -ONE, 0))

    seen = probed(clip)

    assert seen.pictures[0].display_size == (180, 320)
    assert "The picture is stored turned and must be turned by 90 degrees clockwise." in seen.notes


def test_odd_sizes_stay_as_they_are(clips: Clips, probed: Probed) -> None:
    clip = clips.made(
        "odd.mkv", *picture("25", "1", "format=yuv444p,crop=311:173:exact=1"), "-c:v", "ffv1", "-pix_fmt", "yuv444p"
    )

    seen = probed(clip)

    assert (seen.pictures[0].width, seen.pictures[0].height) == (311, 173)
    assert "The picture has an odd size (311 x 173)." in seen.notes


@pytest.mark.parametrize("ending", ["mp4", "mkv"])
def test_pixels_that_are_not_square_widen_the_picture(clips: Clips, probed: Probed, ending: str) -> None:
    clip = clips.made(f"anamorphic.{ending}", *picture("25", "1", "scale=240:180,setsar=4/3"), *X264)

    seen = probed(clip)

    assert seen.pictures[0].sample_aspect == Fraction(4, 3)
    assert seen.pictures[0].display_size == (320, 180)
    assert "The pixels are not square (4:3)." in seen.notes


@pytest.mark.parametrize(("transfer", "hdr"), [("smpte2084", "pq"), ("arib-std-b67", "hlg"), ("bt709", "no")])
@pytest.mark.parametrize("encoder", ["libx264", "libx265"])
def test_hdr_is_known_by_its_curve(clips: Clips, probed: Probed, encoder: str, transfer: str, hdr: str) -> None:
    frames = f"format=yuv420p10le,setparams=color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc:range=tv"
    stream = ("-color_primaries", "bt2020", "-color_trc", transfer, "-colorspace", "bt2020nc", "-color_range", "tv")
    encode = ("-c:v", encoder, "-preset", "ultrafast", *stream, "-frames:v", "5")  # which ffmpeg listens to which has changed
    clip = clips.made("deep.mp4", *picture("25", "1", frames), *encode)

    seen = probed(clip).pictures[0]

    assert (seen.colour.hdr, seen.colour.transfer, seen.bit_depth) == (hdr, transfer, 10)
    assert (seen.colour.primaries, seen.colour.matrix, seen.colour.range) == ("bt2020", "bt2020nc", "tv")


@pytest.mark.parametrize(("parity", "fields"), [("top", "top_first"), ("bottom", "bottom_first")])
def test_interlaced_pictures_are_known_with_their_first_field(clips: Clips, probed: Probed, parity: str, fields: str) -> None:
    weave = f"tinterlace=mode=interleave_{parity}"
    encode = ("-c:v", "libx264", "-x264-params", "tff=1" if parity == "top" else "bff=1", "-pix_fmt", "yuv420p")
    clip = clips.made("fields.mp4", *picture("50", "1", weave), *encode)

    seen = probed(clip)

    assert seen.pictures[0].fields == fields
    assert f"The picture is interlaced ({parity} field first)." in seen.notes


def test_an_everyday_clip_has_no_notes(clips: Clips, probed: Probed) -> None:
    clip = clips.made("everyday.mp4", *picture(), *tone(), *X264, "-c:a", "aac")

    assert probed(clip).notes == ()
