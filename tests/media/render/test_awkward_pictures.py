"""Whatever a camera wrote, each frame of a piece is the one that the clip shows then."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from dropcut.domain.errors import Permanent
from dropcut.domain.programme import Format
from dropcut.domain.rendering import Segment
from dropcut.domain.settings import Fit
from dropcut.steps.render import render
from tests.media.clips import AAC, X264, Clips, picture, tone
from tests.media.render.conftest import SMALL, Looks
from tests.media.render.footage import numbered, numbers
from tests.media.render.hands import Hands
from tests.media.render.measuring import Seen, colours, seen
from tests.media.test_pictures import TURNS, _turned

BT709 = ("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv")
HEVC = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "keyint=30:open-gop=1:log-level=none")
CONTAINERS = {
    "numbers.mp4": (*X264, "-g", "100", "-bf", "3"),
    "numbers.mov": ("-c:v", "prores_ks", "-profile:v", "0", "-timecode", "01:00:00:00"),
    "numbers.mkv": (*X264, "-g", "100", "-bf", "3"),
    "numbers.ts": (*X264, "-g", "100", "-bf", "3"),
    "open.mp4": HEVC,
    "numbers.avi": ("-c:v", "mpeg4", "-q:v", "2", "-g", "100"),
    "numbers.mpg": ("-c:v", "mpeg2video", "-q:v", "2", "-g", "15", "-bf", "2"),
    "numbers.wmv": ("-c:v", "wmv2", "-q:v", "2", "-g", "100"),
    "numbers.webm": ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "1M", "-g", "100"),
}


def shown(hands: Hands, looks: Looks, clip: Path, first: int, frames: int, format: Format = SMALL) -> Seen:  # noqa: A002, PLR0913, PLR0917
    made = hands.doing(render, Segment(asset=hands.asset(clip), first=first, frames=frames, look=looks(format)))
    return seen(made.blob)


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_late_range_is_exact_in_every_container(clips: Clips, hands: Hands, looks: Looks, name: str) -> None:
    clip = numbered(clips, name, *CONTAINERS[name])

    assert shown(hands, looks, clip, 61, 12).numbers() == list(range(61, 73))


@pytest.mark.parametrize(("rate", "expected"), [("50", [40, 42, 44, 46]), ("24", [19, 20, 21, 22]), ("15", [12, 12, 13, 14])])
def test_a_clip_of_another_rate_keeps_its_time(
    clips: Clips, hands: Hands, looks: Looks, rate: str, expected: list[int]
) -> None:
    clip = numbered(clips, rate=rate, seconds="2")

    assert shown(hands, looks, clip, 20, 4).numbers() == expected


def test_rates_that_differ_by_a_thousandth_stay_together(clips: Clips, hands: Hands, looks: Looks) -> None:
    clip = numbered(clips, rate="60000/1001", seconds="3")
    format_ = Format(width=320, height=180, rate=Fraction(30000, 1001))

    assert shown(hands, looks, clip, 60, 6, format_).numbers() == [120, 122, 124, 126, 128, 130]


def test_a_frame_that_stands_for_long_is_held_as_long(clips: Clips, hands: Hands, looks: Looks) -> None:
    """Screen recordings and phones write a frame only when something changes."""
    dropped = numbers(filters="select='not(between(n\\,20\\,59))'")
    clip = clips.made("still.mp4", *dropped, "-fps_mode", "vfr", *X264, "-g", "100")

    assert shown(hands, looks, clip, 15, 8).numbers() == [15, 16, 17, 18, 19, 19, 19, 19]
    assert shown(hands, looks, clip, 55, 8).numbers() == [19, 19, 19, 19, 19, 60, 61, 62]


def test_a_clip_that_ends_too_soon_holds_its_last_frame(clips: Clips, hands: Hands, looks: Looks) -> None:
    clip = numbered(clips)

    assert shown(hands, looks, clip, 96, 8).numbers() == [96, 97, 98, 99, 99, 99, 99, 99]
    assert shown(hands, looks, clip, 500, 3).numbers() == [99, 99, 99]


@pytest.mark.parametrize(
    ("name", "encode"),
    [
        ("late.mp4", (*X264, *AAC)),
        ("late.ts", (*X264, "-g", "25", "-c:a", "mp2")),
        ("late.mpg", ("-c:v", "mpeg2video", "-q:v", "2", "-c:a", "mp2", "-f", "vob")),
    ],
)
def test_a_picture_that_begins_late_begins_with_its_first_frame(
    clips: Clips, hands: Hands, looks: Looks, name: str, encode: tuple[str, ...]
) -> None:
    clip = clips.made(name, *tone("4"), "-itsoffset", "0.4", *numbers(seconds="4"), "-map", "1:v", "-map", "0:a", *encode)

    assert shown(hands, looks, clip, 6, 8).numbers() == [0, 0, 0, 0, 0, 1, 2, 3]
    assert shown(hands, looks, clip, 105, 8).numbers() == [95, 96, 97, 98, 99, 99, 99, 99]


def test_sound_alone_is_seen_as_a_plain_background(clips: Clips, hands: Hands, looks: Looks) -> None:
    grey = shown(hands, looks, clips.made("voice.wav", *tone()), 3, 5).grey

    assert grey.shape == (5, 180, 320)
    assert grey.max() - grey.min() <= 2


@pytest.mark.parametrize("turn", TURNS)
def test_a_turned_clip_stands_as_players_show_it(clips: Clips, hands: Hands, looks: Looks, turn: str) -> None:
    *matrix, rotation, _ = TURNS[turn]
    straight = clips.made("straight.mp4", *picture(), *X264, "-frames:v", "5")
    clip = clips.changed(straight, "turned.mp4", turn, _turned(*matrix))
    width, height = (180, 320) if rotation in {90, 270} else (320, 180)
    upright = Format(width=width, height=height, rate=Fraction(25))

    made = hands.doing(render, Segment(asset=hands.asset(clip), first=0, frames=1, look=looks(upright)))
    player = np.frombuffer(clips.pixels(clip), np.uint8).reshape(height, width, 3).astype(int)

    assert np.abs(colours(made.blob).astype(int) - player).mean() < 6


def test_pixels_that_are_not_square_are_made_so(clips: Clips, hands: Hands, looks: Looks) -> None:
    clip = clips.made("wide.mkv", *numbers(size="240x180", filters="setsar=4/3"), *X264)

    assert shown(hands, looks, clip, 61, 3).numbers() == [61, 62, 63]


def test_an_odd_size_loses_no_frame_and_gets_no_bars(clips: Clips, hands: Hands, looks: Looks) -> None:
    clip = clips.made("odd.mkv", *numbers(size="319x179", filters="format=yuv444p"), "-c:v", "ffv1", "-pix_fmt", "yuv444p")

    found = shown(hands, looks, clip, 61, 3)

    assert found.numbers() == [61, 62, 63]
    assert found.grey[0, :, :20].min() > 200  # 61 is odd: its stripe on the left is white, from top to bottom


@pytest.mark.parametrize(("rate", "frames"), [(25, 6), (50, 12)])
def test_woven_fields_are_drawn_straight(clips: Clips, hands: Hands, looks: Looks, rate: int, frames: int) -> None:
    """A bar that moves leaves no comb, and where the programme is fast enough each field is a moment of its own."""
    moving = "color=black:size=320x180:rate=50:duration=1,format=yuv420p,geq=lum='16+219*between(X-4*N,20,60)':cb=128:cr=128"
    woven = ("-f", "lavfi", "-i", f"{moving},tinterlace=mode=interleave_top")
    clip = clips.made("fields.mp4", *woven, "-c:v", "libx264", "-qp", "10", "-x264-params", "tff=1", "-pix_fmt", "yuv420p")
    asset = hands.asset(clip)
    format_ = Format(width=320, height=180, rate=Fraction(rate))

    made = hands.doing(render, Segment(asset=asset, first=rate // 5, frames=frames, look=looks(format_)))
    found = seen(made.blob).grey.astype(int)
    comb = np.abs(found[:, 20:160:2] - found[:, 21:161:2]).mean()
    moved = [int(np.argmax(frame[90] > 128)) for frame in found]

    assert comb < 3
    assert np.diff(moved).min() > 0


def test_hdr_is_brought_to_what_screens_show(clips: Clips, hands: Hands, looks: Looks) -> None:
    """White of an ordinary screen, 203 nits, ends bright but not burnt; the dark stays dark; and it is said to be BT.709."""
    greys = "geq=lum='if(lt(X,160),64,if(lt(X,240),573,721))':cb=512:cr=512"  # black, 203 nits and 1,000 nits in PQ
    frames = f"color=black:size=320x180:rate=25:duration=0.4,format=yuv420p10le,{greys}"
    told = "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv"
    stream = ("-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc", "-color_range", "tv")
    clip = clips.made("hdr.mp4", "-f", "lavfi", "-i", f"{frames},{told}", "-c:v", "libx265", *HEVC[2:], *stream)

    made = hands.doing(render, Segment(asset=hands.asset(clip), first=2, frames=2, look=looks()))
    dark, white, bright = (int(colours(made.blob)[90, across].mean()) for across in (80, 200, 280))

    assert dark < 12
    assert 140 < white < 235
    assert white + 10 < bright <= 255


@pytest.mark.parametrize(
    ("name", "filters", "encode"),
    [
        ("ten.mkv", "format=yuv420p10le", ("-c:v", "ffv1")),
        ("full.mp4", "scale=out_range=pc,format=yuvj420p", (*X264[:4], "-pix_fmt", "yuvj420p")),
        ("rgb.mkv", "format=gbrp", ("-c:v", "ffv1")),
        ("hd.mkv", "zscale=matrix=709:range=limited,format=yuv420p", ("-c:v", "ffv1", *BT709)),
        ("other-size.mkv", "scale=640:360,zscale=matrix=709:range=limited,format=yuv420p", ("-c:v", "ffv1", *BT709)),
        ("sd.mkv", "scale=out_color_matrix=smpte170m,format=yuv420p", ("-c:v", "ffv1")),
    ],
)
def test_colours_stay_what_they_were(  # noqa: PLR0913, PLR0917
    clips: Clips, hands: Hands, looks: Looks, name: str, filters: str, encode: tuple[str, ...]
) -> None:
    source = "color=0xC83C28:size=320x180:rate=25:duration=0.4,format=gbrp"
    clip = clips.made(name, "-f", "lavfi", "-i", f"{source},{filters}", *encode)

    made = hands.doing(render, Segment(asset=hands.asset(clip), first=0, frames=1, look=looks()))

    assert np.abs(colours(made.blob)[90, 160].astype(int) - (0xC8, 0x3C, 0x28)).max() <= 6


def test_a_late_range_of_a_long_clip_costs_what_an_early_one_does(clips: Clips, hands: Hands, looks: Looks) -> None:
    """Only what is near is decoded: damage at the start, which would be seen by whoever passed it, is not."""
    clip = numbered(clips, "long.mkv", *X264, "-g", "25", seconds="8")
    hole = clip.stat().st_size // 3
    broken = clips.changed(clip, "holed.mkv", "zeros", lambda whole: whole[:2000] + bytes(hole) + whole[2000 + hole :])

    made = hands.doing(render, Segment(asset=hands.told(broken, hands.asset(clip).footage), first=180, frames=6, look=looks()))
    assert seen(made.blob).numbers() == list(range(180, 186))


def test_a_clip_that_lost_its_picture_since_is_refused_by_name(clips: Clips, hands: Hands, looks: Looks) -> None:
    clip = numbered(clips)
    cut = clips.changed(clip, "cut.mp4", "cut", lambda whole: whole[: len(whole) // 8])

    with pytest.raises(Permanent, match=r"^take\.mp4 "):
        hands.doing(
            render, Segment(asset=hands.told(cut, hands.asset(clip).footage, "take.mp4"), first=80, frames=5, look=looks())
        )


@pytest.mark.parametrize("fit", Fit)
@pytest.mark.parametrize("size", [(320, 180), (180, 320), (200, 200), (160, 200)])
def test_every_shape_is_filled_as_its_fit_says(
    clips: Clips, hands: Hands, looks: Looks, fit: Fit, size: tuple[int, int]
) -> None:
    white = clips.made("white.mkv", "-f", "lavfi", "-i", "color=white:size=320x180:rate=25:duration=0.2", "-c:v", "ffv1")
    format_ = Format(width=size[0], height=size[1], rate=Fraction(25))

    made = hands.doing(render, Segment(asset=hands.asset(white), first=0, frames=2, look=looks(format_, fit=fit)))
    grey = seen(made.blob).grey[1]
    bars = round(100 * float((grey < 40).mean()))

    assert grey.shape == (size[1], size[0])
    expected = 0 if fit is not Fit.PAD else round(100 * (1 - min(1, size[0] * 9 / 16 / size[1])))
    assert abs(bars - expected) <= 2
