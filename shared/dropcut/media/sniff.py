"""What a file is, from its first bytes alone: its name is the user's word, and a stranger's name lies."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Callable
from typing import BinaryIO

from dropcut.media import kinds
from dropcut.media.frames_of_sound import is_adts, is_mp3
from dropcut.media.kinds import Kind

HEAD = 64 * 1024
"""Bytes that are looked at, once more behind an ID3 tag."""


def sniff(file: BinaryIO) -> Kind:
    """The kind of a seekable file. Reads at most twice `HEAD` bytes; leaves the position anywhere."""
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        return kinds.EMPTY
    if not head.strip(b"\0"):
        return kinds.ZEROS
    if head.startswith(b"ID3"):
        return _behind_tag(file, head)
    return next((kind for recognise in _RECOGNISERS if (kind := recognise(head))), kinds.UNKNOWN)


def _behind_tag(file: BinaryIO, head: bytes) -> Kind:
    """Sound files may start with a tag that holds titles and a cover, megabytes of it."""
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    file.seek(10 + size)
    body = file.read(HEAD)
    if body.startswith(b"fLaC"):
        return kinds.FLAC
    return kinds.AAC if is_adts(body) else kinds.MP3


_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"\x00\x00\x01\xba", kinds.MPEGPS),
    (b"fLaC", kinds.FLAC),
    (b"OggS", kinds.OGG),
    (b"FLV\x01", kinds.FLV),
    (bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"), kinds.ASF),
    (b"caff\x00\x01", kinds.CAF),
    (bytes.fromhex("726966662e91cf11a5d628db04c10000"), kinds.W64),
    (b"#!AMR\n", kinds.AMR),
    (b"#!AMR-WB\n", kinds.AMR),
    (b"\x1f\x07\x00\x3f", kinds.DV),
    (b"\x1f\x07\x00\xbf", kinds.DV),
    (b"\x89PNG\r\n\x1a\n", kinds.IMAGE),
    (b"\xff\xd8\xff", kinds.IMAGE),
    (b"GIF8", kinds.IMAGE),
    (b"II*\x00", kinds.IMAGE),
    (b"MM\x00*", kinds.IMAGE),
    (b"8BPS", kinds.IMAGE),
    (b"%PDF-", kinds.PDF),
    (b"\x1f\x8b", kinds.ARCHIVE),
    (b"Rar!\x1a\x07", kinds.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", kinds.ARCHIVE),
    (b"\x7fELF", kinds.PROGRAM),
    (b"MZ\x90\x00", kinds.PROGRAM),
    (b"\xcf\xfa\xed\xfe", kinds.PROGRAM),
)
_RIFF = {b"AVI ": kinds.AVI, b"AVIX": kinds.AVI, b"WAVE": kinds.WAV, b"WEBP": kinds.IMAGE}
_BRANDS = {b"qt  ": kinds.MOV, b"M4A ": kinds.M4A, b"M4B ": kinds.M4A}
_IMAGE_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevm", b"mif1", b"msf1", b"avif", b"avis", b"crx "}
_OLD_QUICKTIME = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
_MXF_KEY = bytes.fromhex("060e2b34020501010d010201")
_PACKETS = ((188, 0), (192, 4), (204, 0))
_ENOUGH_PACKETS, _SURELY_ENOUGH_PACKETS = 5, 20
_SYNC = 0x47
_FRAME, _ENOUGH_FRAMES = 0xFF, 3 * 1500
_RUBBISH = 4096


def _by_start(head: bytes) -> Kind | None:
    return next((kind for start, kind in _STARTS if head.startswith(start)), None)


def _boxes(head: bytes) -> Kind | None:
    name, brand = head[4:8], head[8:12]
    if name == b"ftyp":
        return kinds.IMAGE if brand in _IMAGE_BRANDS else _BRANDS.get(brand, kinds.MP4)
    return kinds.MOV if name in _OLD_QUICKTIME else None


def _ebml(head: bytes) -> Kind | None:
    if not head.startswith(b"\x1a\x45\xdf\xa3"):
        return None
    if b"webm" in head[:64]:
        return kinds.WEBM
    return kinds.MATROSKA if b"matroska" in head[:64] else None


def _chunks(head: bytes) -> Kind | None:
    if head[:4] == b"FORM":
        return kinds.AIFF if head[8:12] in {b"AIFF", b"AIFC"} else None
    return _RIFF.get(head[8:12]) if head[:4] in {b"RIFF", b"RF64", b"BW64"} else None


def _mxf(head: bytes) -> Kind | None:
    return kinds.MXF if _MXF_KEY in head else None


def _packets(head: bytes) -> Kind | None:
    return kinds.MPEGTS if any(_in_step(head[first::size]) for size, first in _PACKETS) else None


def _in_step(marks: bytes) -> bool:
    return len(marks) > 1 and set(marks[:_ENOUGH_PACKETS]) == {_SYNC}


def _packets_from_within(head: bytes) -> Kind | None:
    """A recording of a broadcast may begin in the middle of a packet."""
    found = any(_long_in_step(head[first::size]) for size, _ in _PACKETS for first in range(1, size))
    return kinds.MPEGTS if found else None


def _long_in_step(marks: bytes) -> bool:
    return len(marks) >= _SURELY_ENOUGH_PACKETS and set(marks[:_SURELY_ENOUGH_PACKETS]) == {_SYNC}


def _frames(head: bytes) -> Kind | None:
    if is_adts(head):
        return kinds.AAC
    return kinds.MP3 if is_mp3(head) else None


def _frames_behind_rubbish(head: bytes) -> Kind | None:
    """MP3 files may begin with padding, or with tags of a kind that nobody else knows."""
    starts = (place for place in range(1, min(_RUBBISH, len(head) - _ENOUGH_FRAMES)) if head[place] == _FRAME)
    return kinds.MP3 if any(is_mp3(head[place : place + _ENOUGH_FRAMES]) for place in starts) else None


def _zip(head: bytes) -> Kind | None:
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    return kinds.DOCX if b"word/" in head else kinds.ARCHIVE


_TEXT_STARTS: tuple[tuple[str, Kind], ...] = (
    ("#extm3u", kinds.HLS),
    ("ffconcat", kinds.FFCONCAT),
    ("[playlist]", kinds.PLAYLIST),
    ("[reference]", kinds.PLAYLIST),
    ("<asx", kinds.PLAYLIST),
    ("<smil", kinds.PLAYLIST),
    ("v=0", kinds.PLAYLIST),
)


def _text(head: bytes) -> Kind | None:
    text = _decoded(head)
    if text is None:
        return None
    start = text.lstrip("\ufeff \t\r\n").lower()
    if "<mpd" in start[:4096]:
        return kinds.DASH
    return next((kind for begins, kind in _TEXT_STARTS if start.startswith(begins)), kinds.TEXT)


def _decoded(head: bytes) -> str | None:
    """The text of the head, whose last character may be cut; None for what is no text."""
    encoding = "utf-16" if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8"
    try:
        text = getincrementaldecoder(encoding)().decode(head.removeprefix(BOM_UTF8))
    except UnicodeDecodeError:
        return None
    return None if any(ord(character) < ord(" ") and character not in "\t\r\n\f" for character in text) else text


_RECOGNISERS: tuple[Callable[[bytes], Kind | None], ...] = (
    _by_start, _boxes, _ebml, _chunks, _zip, _packets, _mxf, _text, _frames,
    _packets_from_within, _frames_behind_rubbish,
)  # fmt: skip
