"""The numbers of ITU-T H.273, and of field orders, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from dropcut.domain.footage import Colour, Fields

UNKNOWN: Final = "unknown"

_PRIMARIES: Final = {
    1: "bt709", 4: "bt470m", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 8: "film", 9: "bt2020", 10: "smpte428",
    11: "smpte431", 12: "smpte432", 22: "jedec-p22",
}  # fmt: skip
_TRANSFERS: Final = {
    1: "bt709", 4: "gamma22", 5: "gamma28", 6: "smpte170m", 7: "smpte240m", 8: "linear", 9: "log100", 10: "log316",
    11: "iec61966-2-4", 12: "bt1361e", 13: "iec61966-2-1", 14: "bt2020-10", 15: "bt2020-12", 16: "smpte2084", 17: "smpte428",
    18: "arib-std-b67",
}  # fmt: skip
_MATRICES: Final = {
    0: "gbr", 1: "bt709", 4: "fcc", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 8: "ycgco", 9: "bt2020nc", 10: "bt2020c",
    11: "smpte2085", 12: "chroma-derived-nc", 13: "chroma-derived-c", 14: "ictcp",
}  # fmt: skip
_RANGES: Final[Mapping[int, Literal["tv", "pc"]]] = {1: "tv", 2: "pc"}
_FIELD_ORDERS: Final[Mapping[int, Fields]] = {2: "top_first", 3: "bottom_first", 4: "bottom_first", 5: "top_first"}


def colour(primaries: int, transfer: int, matrix: int, value_range: int) -> Colour:
    """In words; a number that no standard names is unknown."""
    return Colour(
        primaries=_PRIMARIES.get(primaries, UNKNOWN),
        transfer=_TRANSFERS.get(transfer, UNKNOWN),
        matrix=_MATRICES.get(matrix, UNKNOWN),
        range=_RANGES.get(value_range, UNKNOWN),
    )


def fields(order: int, *, interlaced: bool) -> Fields:
    """How lines were caught: `order` is what the file says, `interlaced` what its first frame says. Top first unless told."""
    return _FIELD_ORDERS.get(order, "top_first" if interlaced else "progressive")
