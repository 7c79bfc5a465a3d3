"""The text of a Word document, paragraph by paragraph, as a reader sees it once all changes are accepted.

Read with the standard library's expat as a stream, so that memory does not grow with the document. A document type
declaration is refused as soon as it begins: without one there are no entities to expand or to fetch. That one guard is why
no package for safe XML is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from dropcut.editing.script import limits
from dropcut.editing.script.flat import Piece

Take = Callable[["Paragraph"], None]

_WORD: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_FALLBACK: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_UNSEEN: Final = frozenset({"del", "moveFrom", "delText", "instrText", "rt", "footnote", "endnote", "comment"})
_CHARACTERS: Final = {"tab": " ", "br": "\n", "cr": "\n", "ptab": " ", "noBreakHyphen": "-"}
_OFF: Final = frozenset({"0", "false", "off", "none"})
_TOGGLES: Final = {"b": "bold", "vanish": "hidden", "strike": "hidden", "dstrike": "hidden"}


class NotWord(Exception):
    """The XML breaks a rule: the message says which, to stand after the file's name."""


@dataclass
class Paragraph:
    """One paragraph, `number` from 1 in the order in which they begin."""

    number: int
    style: str = ""
    outline: int | None = None
    """Its level as a heading, from 0, where it says so itself."""
    pieces: list[Piece] = field(default_factory=list)
    joins_the_next: bool = False


@dataclass
class _Run:
    bold: bool = False
    hidden: bool = False


def read_paragraphs(document: bytes, take: Take) -> None:
    """Hand over every paragraph when it ends. Raises NotWord, and whatever `take` raises."""
    walk = _Walk(take)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    try:
        parser.Parse(document, True)  # noqa: FBT003 - expat takes no names
    except (expat.ExpatError, UnicodeError, LookupError) as error:
        message = f"is damaged: its text is no XML ({error})"
        raise NotWord(message) from error
    walk.finish()


def _refuse_doctype(*_declared: object) -> None:
    message = "declares a document type, which no word processor writes"
    raise NotWord(message)


class _Walk:
    """Follows the elements, knowing which paragraphs are open: a text box stands inside another paragraph."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._path: list[str] = []
        self._elements = 0
        self._unseen = 0
        self._open: list[Paragraph] = []
        self._carried: list[Piece] = []
        self._count = 0
        self._run = _Run()

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > limits.WORD_ELEMENTS or len(self._path) > limits.WORD_DEPTH:
            message = "is far more intricate than a script"
            raise NotWord(message)
        name = _name(qualified)
        self._path.append(name)
        if self._path[-3:-1] == ["pPr", "rPr"]:
            self._mark_of_the_paragraph(name)
        elif self._unseen or name in _UNSEEN:
            self._unseen += 1
        else:
            self._seen(name, {_name(key): value for key, value in attributes.items()})

    def end(self, _qualified: str) -> None:
        name = self._path.pop()
        if self._path[-2:] == ["pPr", "rPr"]:
            return
        if self._unseen:
            self._unseen -= 1
        elif name == "p" and self._open:
            self._paragraph_ends(self._open.pop())
        elif name == "r":
            self._run = _Run()

    def text(self, words: str) -> None:
        if not self._unseen and self._path[-1:] == ["t"]:
            self._add(words)

    def finish(self) -> None:
        """Hand over what would go on in a next paragraph that never came."""
        if self._carried:
            self._take(Paragraph(number=self._count, pieces=self._carried))

    def _mark_of_the_paragraph(self, name: str) -> None:
        """What is said of the end of a paragraph: when that end is deleted, the next paragraph goes on."""
        if name in {"del", "moveFrom"} and self._open:
            self._open[-1].joins_the_next = True

    def _seen(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p":
            self._count += 1
            self._open.append(Paragraph(number=self._count))
        elif name == "r":
            self._run = _Run()
        elif name in _CHARACTERS and self._path[-2:-1] == ["r"]:
            self._add(_CHARACTERS[name])
        elif self._path[-3:-1] == ["r", "rPr"] and name in _TOGGLES:
            setattr(self._run, _TOGGLES[name], attributes.get("val", "1") not in _OFF)
        elif self._path[-3:-1] == ["p", "pPr"] and self._open:
            _describe(self._open[-1], name, attributes.get("val", ""))

    def _add(self, words: str) -> None:
        if self._open and not self._run.hidden:
            self._open[-1].pieces.append(Piece(words, bold=self._run.bold))

    def _paragraph_ends(self, paragraph: Paragraph) -> None:
        self._carried += paragraph.pieces
        if not paragraph.joins_the_next:
            paragraph.pieces, self._carried = self._carried, []
            self._take(paragraph)


def _describe(paragraph: Paragraph, name: str, value: str) -> None:
    if name == "pStyle":
        paragraph.style = value
    elif name == "outlineLvl" and value.isdecimal() and len(value) == 1:
        paragraph.outline = int(value)


def _name(qualified: str) -> str:
    """The plain name of Word's own elements and attributes; that of others with their namespace, so that they are no match."""
    if qualified == _FALLBACK:
        return "del"  # what older programs show in place of the same thing
    namespace, _, name = qualified.rpartition(" ")
    return name if namespace in _WORD or not namespace else qualified
