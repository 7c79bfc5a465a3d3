"""How long a file says it is, from its outermost headers: the one sure sign of a copy that was cut short."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from dropcut.domain.values import Value

_MOST_BOXES: Final = 10_000
_SLACK: Final = 8
_UNKNOWN_RIFF: Final = {0, 0xFFFF_FFFF}


class Extent(Value):
    """`missing` bytes at the end, as far as the file tells; `index` is whether an MP4 or MOV has its table of frames."""

    missing: int = 0
    index: bool = True


def extent(file: BinaryIO, reader: str) -> Extent:
    """What the headers promise against what is there. Formats that promise nothing are taken to be whole."""
    size = os.fstat(file.fileno()).st_size
    measure = _MEASURES.get(reader)
    if measure is None:
        return Extent()
    found = measure(file, size)
    return found if found.missing > _SLACK else Extent(index=found.index)


def _boxes(file: BinaryIO, size: int) -> Extent:
    end, index = 0, False
    for name, box_end in _each_box(file, size):
        index = index or name in {b"moov", b"moof"}
        end = box_end
    return Extent(missing=max(0, end - size), index=index)


def _each_box(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int]]:
    place = 0
    for _ in range(_MOST_BOXES):
        file.seek(place)
        header = file.read(16)
        length, name = int.from_bytes(header[:4], "big"), header[4:8]
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        if len(name) < 4 or length == 0:  # noqa: PLR2004 - a name is four letters; length 0 reaches to the end
            return
        yield name, place + length
        place += length
        if length < 8 or place >= size:  # noqa: PLR2004 - a box holds at least its own header
            return


def _segment(file: BinaryIO, size: int) -> Extent:
    file.seek(4)
    header, length = _ebml_size(file)
    file.seek(4 + length + header)
    if file.read(4) != b"\x18\x53\x80\x67":
        return Extent()
    start = file.tell()
    segment, length = _ebml_size(file)
    unknown = segment == (1 << 7 * length) - 1
    return Extent() if unknown or not length else Extent(missing=max(0, start + length + segment - size))


def _ebml_size(file: BinaryIO) -> tuple[int, int]:
    """A number of 1 to 8 bytes whose first byte says how many; and how many they were (0: none was there)."""
    first = file.read(1)
    if not first or not first[0]:
        return 0, 0
    length = 9 - first[0].bit_length()
    rest = file.read(length - 1)
    marker = 1 << (8 - length)
    return int.from_bytes(bytes([first[0] & (marker - 1)]) + rest, "big"), length


def _chunk(file: BinaryIO, size: int) -> Extent:
    file.seek(0)
    head = file.read(8)
    length = int.from_bytes(head[4:8], "big" if head[:4] == b"FORM" else "little")
    unknown = length in _UNKNOWN_RIFF or head[:4] in {b"RF64", b"BW64"}
    return Extent() if unknown else Extent(missing=max(0, length + 8 - size))


_MEASURES: Final[dict[str, Callable[[BinaryIO, int], Extent]]] = {
    "mov": _boxes,
    "matroska": _segment,
    "avi": _chunk,
    "wav": _chunk,
    "aiff": _chunk,
}
