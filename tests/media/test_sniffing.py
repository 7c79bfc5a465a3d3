"""The first bytes say what a file is; its name says nothing."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from dropcut.media import kinds
from dropcut.media.kinds import Kind
from dropcut.media.sniff import HEAD, sniff
from tests.media.clips import AAC, X264, Clips, picture, tone

BOTH = (*picture("25", "1"), *tone("1"))
FORMATS = {
    "mp4": (kinds.MP4, (*BOTH, *X264, *AAC)),
    "mov": (kinds.MOV, (*BOTH, *X264, *AAC)),
    "m4a": (kinds.M4A, tone("1")),
    "mkv": (kinds.MATROSKA, (*BOTH, *X264)),
    "webm": (kinds.WEBM, (*BOTH, "-c:v", "libvpx", "-c:a", "libopus")),
    "ts": (kinds.MPEGTS, (*BOTH, *X264)),
    "m2ts": (kinds.MPEGTS, (*BOTH, *X264, "-f", "mpegts", "-mpegts_m2ts_mode", "1")),
    "mpg": (kinds.MPEGPS, (*BOTH, "-f", "vob")),
    "avi": (kinds.AVI, BOTH),
    "mxf": (kinds.MXF, BOTH),
    "wmv": (kinds.ASF, BOTH),
    "dv": (kinds.DV, (*BOTH, "-target", "pal-dv")),
    "flv": (kinds.FLV, (*BOTH, *X264, *AAC)),
    "ogg": (kinds.OGG, tone("1")),
    "wav": (kinds.WAV, tone("1")),
    "w64": (kinds.W64, tone("1")),
    "caf": (kinds.CAF, (*tone("1"), "-c:a", "pcm_s16be")),
    "wma": (kinds.ASF, tone("1")),
    "aiff": (kinds.AIFF, tone("1")),
    "flac": (kinds.FLAC, tone("1")),
    "mp3": (kinds.MP3, tone("1")),
    "aac": (kinds.AAC, tone("1")),
    "png": (kinds.IMAGE, (*picture(), "-frames:v", "1")),
    "jpg": (kinds.IMAGE, (*picture(), "-frames:v", "1")),
    "webp": (kinds.IMAGE, (*picture(), "-frames:v", "1")),
    "tiff": (kinds.IMAGE, (*picture(), "-frames:v", "1")),
}


@pytest.mark.parametrize("ending", FORMATS)
def test_each_format_is_known_by_its_bytes(clips: Clips, ending: str) -> None:
    kind, arguments = FORMATS[ending]
    with clips.made(f"any.{ending}", *arguments).open("rb") as file:
        assert sniff(file) == kind


def test_sound_is_known_behind_a_large_cover(clips: Clips) -> None:
    sound = clips.made("bare.mp3", *tone("1"), "-write_xing", "0", "-id3v2_version", "0").read_bytes()
    cover = 3 * 1024**2
    length = bytes(cover >> shift & 0x7F for shift in (21, 14, 7, 0))

    assert sniff(BytesIO(sound)) == kinds.MP3
    assert sniff(BytesIO(b"ID3\x04\x00\x00" + length + bytes(cover) + sound)) == kinds.MP3
    assert sniff(BytesIO(b"ID3\x04\x00\x00" + length + bytes(cover) + b"fLaC")) == kinds.FLAC


def test_a_broadcast_may_begin_within_a_packet(clips: Clips) -> None:
    whole = clips.made("whole.ts", *BOTH, *X264).read_bytes()

    assert sniff(BytesIO(whole[77:])) == kinds.MPEGTS


@pytest.mark.parametrize("rubbish", [bytes(3000), b"no tag of anybody's " * 20])
def test_sound_is_known_behind_rubbish(clips: Clips, rubbish: bytes) -> None:
    sound = clips.made("bare.mp3", *tone("1"), "-write_xing", "0", "-id3v2_version", "0").read_bytes()

    assert sniff(BytesIO(rubbish + sound)) == kinds.MP3


def _zip(name: str) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr(name, "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", kinds.EMPTY),
        (bytes(1000), kinds.ZEROS),
        (b"%PDF-1.7\n", kinds.PDF),
        (_zip("word/document.xml"), kinds.DOCX),
        (_zip("take.mp4"), kinds.ARCHIVE),
        (b"\x7fELF\x02\x01\x01", kinds.PROGRAM),
        (b"#!AMR\n\x3c", kinds.AMR),
        ("Überschrift\n".encode(), kinds.TEXT),
        ("Überschrift\n".encode("utf-16"), kinds.TEXT),
        (b"#EXTM3U\n", kinds.HLS),
        (b"\xef\xbb\xbf\r\n #extm3u\n", kinds.HLS),
        (b"ffconcat version 1.0\n", kinds.FFCONCAT),
        (b"\x00\x00\x00\x18ftypheic", kinds.IMAGE),
        (b"\x00\x00\x00\x18ftypavif", kinds.IMAGE),
        (b"\x01\x02\x03\xfe" * 100, kinds.UNKNOWN),
        (b"\xff\xfb", kinds.UNKNOWN),
        (b"RIFF\x00\x00\x00\x00ACON", kinds.UNKNOWN),
    ],
)
def test_other_files_are_told_apart(head: bytes, kind: Kind) -> None:
    assert sniff(BytesIO(head)) == kind


def test_text_is_text_though_its_last_character_is_cut() -> None:
    assert sniff(BytesIO(("a" * (HEAD - 1) + "ü" * 10).encode())) == kinds.TEXT


def test_only_footage_has_a_reader_and_all_else_has_advice() -> None:
    every = [kind for kind in vars(kinds).values() if isinstance(kind, Kind)]

    assert {kind.name for kind in every if kind.is_footage} == {kind.name for kind in kinds.FOOTAGE}
    assert all(kind.advice for kind in every if not kind.is_footage)
