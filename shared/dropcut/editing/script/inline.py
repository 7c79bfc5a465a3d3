"""The inside of a Markdown paragraph: what its marks leave of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dropcut.editing.script.directions import blanked, directions
from dropcut.editing.script.flat import Piece, flat
from dropcut.editing.script.speakers import label_of

_DEEPEST: Final = 10
"""Links in images in links: time grows with it, and no writer needs more."""
_LONGEST_LABEL: Final = 200
_LEFT_AWAY: Final = {"s_open": 1, "s_close": -1}


class Inline:
    """Reads paragraphs of one document, whose link definitions it knows."""

    def __init__(self, links: dict[str, object]) -> None:
        self._links = links
        self._parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("strikethrough")

    def pieces(self, content: str) -> Iterator[Piece]:
        """The text in order; struck words, tags and the addresses of links left away."""
        tokens: list[Token] = []
        self._parser.inline.parse(content, self._parser, self._links, tokens)
        bold = hidden = 0
        for token in tokens:
            bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
            hidden += _hides(token)
            piece = _piece(token, bold=bold > 0)
            if piece and not hidden:
                yield piece

    def begins_with_a_name(self, row: str) -> bool:
        """Whether a row of a paragraph begins with its speaker."""
        start = row[:_LONGEST_LABEL]
        if ":" not in start and "：" not in start:
            return False
        begun = flat(self.pieces(start))
        return label_of(blanked(begun.shape, directions(begun.shape)), begun.bold) is not None


def _hides(token: Token) -> int:
    """1 where something begins that is not spoken, -1 where it ends."""
    if token.info == "auto" and token.type in {"link_open", "link_close"}:
        return token.nesting
    return _LEFT_AWAY.get(token.type, 0)


def _piece(token: Token, *, bold: bool) -> Piece | None:
    match token.type:
        case "text":
            return Piece(token.content, bold=bold)
        case "text_special" | "code_inline":
            return Piece(token.content, literal=True, bold=bold)
        case "softbreak" | "hardbreak":
            return Piece("\n", bold=bold)
        case "html_inline" if token.content.lower().startswith("<br"):
            return Piece(" ", bold=bold)
        case "image":
            return _image(str(token.attrs.get("src", "")))
        case _:
            return None


def _image(address: str) -> Piece | None:
    """A picture in the script asks to be shown: it is the direction `[SHOW: its file]`."""
    if not address or address.startswith("data:"):
        return None
    shown = unquote(address).replace("[", "(").replace("]", ")")
    return Piece(f"[SHOW: {shown}]")
