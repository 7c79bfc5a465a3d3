"""A line's text without its format's marks, and what of it the writer meant literally."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, NamedTuple

_NEUTRAL: Final = str.maketrans(dict.fromkeys("[](){}<>:［］（）【】：", "."))


class Piece(NamedTuple):
    """A stretch of text. What is `literal` (escaped, or code) opens no bracket and ends no name."""

    text: str
    literal: bool = False
    bold: bool = False


@dataclass(frozen=True)
class Flat:
    """The text; its `shape`, as long, in which literal brackets and colons are neutral; how much at its start is bold."""

    text: str
    shape: str
    bold: int = 0


def flat(pieces: Iterable[Piece]) -> Flat:
    """Pieces in order, as one."""
    pieces = tuple(pieces)
    return Flat(
        text="".join(piece.text for piece in pieces),
        shape="".join(piece.text.translate(_NEUTRAL) if piece.literal else piece.text for piece in pieces),
        bold=sum(len(piece.text) for piece in takewhile(lambda piece: piece.bold or not piece.text.strip(), pieces)),
    )


def plain(text: str) -> Flat:
    """Text that has no marks of a format."""
    return Flat(text=text, shape=text)
