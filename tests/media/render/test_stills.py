"""A still that the script shows: upright, opaque, fitted as clips are, for exactly its frames; titles over whatever is seen."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path
from zlib import compress, crc32

import av
import numpy as np
import pytest

from dropcut.domain.assets import Clip, Kind
from dropcut.domain.cut import CutLine, Piece, Status
from dropcut.domain.errors import Permanent
from dropcut.domain.images import Image, StillFile
from dropcut.domain.overlays import Ask, Overlay, Picked
from dropcut.domain.rendering import Segment
from dropcut.domain.settings import Burned, Fit, Preset
from dropcut.editing.captions.burned import drawn_over
from dropcut.steps.read_image import read_image
from dropcut.steps.render import render
from tests.media.clips import Clips
from tests.media.render.conftest import SMALL, Looks
from tests.media.render.hands import Hands
from tests.media.render.measuring import colours, seen

HALVES = ("-f", "lavfi", "-i", "color=c=red:s=200x100", "-vf", "drawbox=x=100:w=100:h=100:color=lime:t=fill", "-frames:v", "1")

SVG_TOLD = "drawing.svg is an SVG drawing, and such are not shown. Export it as PNG or JPEG"


def _png(width: int, height: int) -> bytes:
    """Of which only the first rows are there."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", compress(bytes(200))) + chunk(b"IEND", b"")


def read(hands: Hands, file: Path) -> Image:
    asset = hands.told(file, None).model_copy(update={"kind": Kind.OTHER})
    return hands.doing(read_image, StillFile(clip=Clip(name=file.name, asset=asset))).image


def side(pixel: object) -> str:
    red, green, blue = (int(value) for value in pixel)  # type: ignore[attr-defined]
    return "red" if red > 180 > green else "lime" if green > 180 > red else "dark" if max(red, green, blue) < 60 else "light"


@pytest.mark.parametrize("name", ["halves.png", "halves.jpg", "halves.webp", "halves.bmp"])
def test_every_kind_of_still_is_shown_for_exactly_its_frames(clips: Clips, hands: Hands, looks: Looks, name: str) -> None:
    image = read(hands, clips.made(name, *HALVES))
    assert (image.width, image.height) == (200, 100)
    piece = hands.doing(render, Segment(asset=None, first=0, frames=7, look=looks(), image=image))
    assert len(seen(piece.blob).times) == piece.frames == 7
    for frame in (0, 6):
        shown = colours(piece.blob, frame)
        assert shown.shape == (180, 320, 3)
        assert [side(shown[90, 40]), side(shown[90, 280]), side(shown[4, 160])] == ["red", "lime", "dark"]


@pytest.mark.parametrize(("fit", "corner"), [(Fit.PAD, "dark"), (Fit.CROP, "red")])
def test_a_still_is_fitted_as_clips_are(clips: Clips, hands: Hands, looks: Looks, fit: Fit, corner: str) -> None:
    image = read(hands, clips.made("halves.png", *HALVES))
    piece = hands.doing(render, Segment(asset=None, first=0, frames=1, look=looks(fit=fit), image=image))
    assert side(colours(piece.blob)[4, 4]) == corner


def test_an_archive_holds_stills_too(clips: Clips, hands: Hands, looks: Looks) -> None:
    image = read(hands, clips.made("halves.png", *HALVES))
    piece = hands.doing(render, Segment(asset=None, first=0, frames=3, look=looks(preset=Preset.ARCHIVE), image=image))
    assert side(colours(piece.blob)[90, 40]) == "red"


@pytest.mark.parametrize(("turn", "left_top"), [(1, "red"), (3, "lime"), (6, "red"), (8, "lime")])
def test_a_photograph_stands_as_the_camera_was_held(clips: Clips, hands: Hands, turn: int, left_top: str) -> None:
    tiff = b"MM\0*" + struct.pack(">IHHHIHH", 8, 1, 0x0112, 3, 1, turn, 0) + bytes(4)
    exif = b"Exif\0\0" + tiff
    told = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    plain = clips.made("halves.jpg", *HALVES)
    file = clips.changed(plain, "turned.jpg", f"turn {turn}", lambda data: data[:2] + told + data[2:])
    image = read(hands, file)
    assert (image.width, image.height) == ((200, 100) if turn in {1, 3} else (100, 200))
    assert side(colours(image.blob)[5, 5]) == left_top


@pytest.mark.parametrize(("ink", "behind"), [("black", 250), ("white", 40)])
def test_what_is_transparent_lies_on_what_it_is_seen_on(hands: Hands, tmp_path: Path, ink: str, behind: int) -> None:
    pixels = np.zeros((100, 100, 4), np.uint8)
    pixels[40:60, 40:60] = (*([0] * 3 if ink == "black" else [255] * 3), 255)
    codec = av.CodecContext.create("png", "w")
    codec.width, codec.height, codec.pix_fmt, codec.time_base = 100, 100, "rgba", Fraction(1)
    packets = (*codec.encode(av.VideoFrame.from_ndarray(pixels, format="rgba")), *codec.encode(None))
    (tmp_path / "drawn.png").write_bytes(b"".join(map(bytes, packets)))
    shown = colours(read(hands, tmp_path / "drawn.png").blob)
    assert (int(shown[5, 5, 0]) > behind) == (ink == "black")
    assert abs(int(shown[50, 50, 0]) - int(shown[5, 5, 0])) > 180


def test_a_huge_still_is_kept_no_larger_than_it_is_ever_shown(clips: Clips, hands: Hands) -> None:
    image = read(hands, clips.made("huge.png", "-f", "lavfi", "-i", "color=c=red:s=6000x200", "-frames:v", "1"))
    assert (image.width, image.height) == (3840, 128)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("list.png", b"#EXTM3U\nfile:///etc/passwd\n", "list.png is a playlist (HLS), not a still that can be shown."),
        ("cut.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "cut.png is damaged: it begins like a PNG image, and cannot be decoded."),
        (
            "large.png",
            _png(20_000, 12_000),
            "large.png is too large: 20000 by 12000 pixels. Save it smaller: a still may have 67",
        ),
        ("bomb.png", _png(100_000, 100_000), "bomb.png is too large: 100000 by 100000 pixels."),
        ("torn.png", _png(30, 20).replace(b"IDATx", b"IDATy"), "torn.png is damaged"),
        (
            "anim.gif",
            b"GIF89a" + bytes(50),
            "anim.gif is a GIF image, which may move, and such are not shown. Export it as PNG",
        ),
        ("anim.webp", b"RIFF\0\0\0\0WEBPVP8X\n\0\0\0\2" + bytes(50), "anim.webp is an animated WebP image, and such are not"),
        ("cut.webp", b"RIFF\0\0\0\0WEBPVP8X", "cut.webp is damaged"),
        ("photo.heic", b"\0\0\0\x18ftypheic" + bytes(50), "photo.heic is a HEIF or AVIF image, and such are not shown."),
        ("empty.png", b"", "empty.png is empty (0 bytes), not a still that can be shown."),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><image href='/etc/passwd'/></svg>", SVG_TOLD),
        (
            "logo.svg",
            b"<?xml version='1.0'?>\n<!-- x -->\n<svg xmlns='http://www.w3.org/2000/svg'/>",
            "logo.svg is an SVG drawing",
        ),
        ("page.png", b"<?xml version='1.0'?><page/>", "page.png is text, not a still that can be shown."),
        ("notes.txt", b"hello", "notes.txt is text, not a still that can be shown."),
    ],
)
def test_what_is_no_still_is_refused_in_a_sentence(hands: Hands, tmp_path: Path, name: str, data: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Permanent) as refused:
        read(hands, tmp_path / name)
    assert str(refused.value).startswith(sentence)
    assert "ffmpeg" not in str(refused.value)
    assert "room-" not in str(refused.value)


def line(frames: int) -> CutLine:
    piece = Piece(clip=0, first=0, frames=frames, sound=0, sound_start=Fraction(0))
    return CutLine(number=1, text="x", status=Status.CHOSEN, score=Fraction(1), reason="", pieces=(piece,))


def title(words: str, first: int, frames: int) -> Overlay:
    return Overlay(
        line=1, ask=Ask.TITLE, words=words, first=first, frames=frames, status=Picked.CHOSEN, score=Fraction(1), reason=""
    )


@pytest.mark.parametrize(
    "words",
    [
        "One day",
        "يوم واحد على البحر",
        r"{\fs300\1c&H0000FF&}Evil\N\h {b} \\",
        "very long " * 400,
        "W" * 500,
        "日本語の長い題名はどこでも折り返せる" * 4,
    ],
)
def test_a_title_is_drawn_when_it_is_asked_for_and_stays_in_its_place(hands: Hands, looks: Looks, words: str) -> None:
    drawn = drawn_over(line(10), 0, 10, SMALL, Burned.NO, [title(words, 3, 4)])
    piece = hands.doing(render, Segment(asset=None, first=0, frames=10, captions=drawn, look=looks()))
    grey = seen(piece.blob).grey.astype(int)
    lit = [bool((frame > 150).any()) for frame in grey]
    assert lit == [False] * 3 + [True] * 4 + [False] * 3
    rows, columns = (grey[4] > 150).any(1).nonzero()[0], (grey[4] > 150).any(0).nonzero()[0]
    assert (rows.min() > 20, rows.max() < 150) == (True, True)
    assert (columns.min() >= 8, columns.max() <= 312) == (True, True)


def test_a_title_goes_on_in_the_next_segment(hands: Hands, looks: Looks) -> None:
    drawn = drawn_over(line(10), 5, 5, SMALL, Burned.NO, [title("One day", 3, 4)])
    piece = hands.doing(render, Segment(asset=None, first=0, frames=5, captions=drawn, look=looks()))
    assert [bool((frame > 150).any()) for frame in seen(piece.blob).grey] == [True, True, False, False, False]


def test_without_a_title_nothing_is_drawn() -> None:
    assert (
        drawn_over(line(10), 0, 10, SMALL, Burned.NO, [])
        == drawn_over(line(10), 0, 3, SMALL, Burned.NO, [title("a", 5, 2)])
        == ""
    )
