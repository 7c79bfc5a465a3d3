"""The kinds of values that settings have: each reads one, or says in words what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction
from typing import Final

from dropcut.domain.money import WHAT_A_BUDGET_IS, Budget, budget_of
from dropcut.domain.time import STANDARD_RATES, exact
from dropcut.editing.settings import limits
from dropcut.editing.settings.tree import Items, Node, Table, Text

Reader = Callable[[Node], object]


class Unfit(Exception):
    """A value that a setting cannot have. It carries what the setting can be, to follow the words `it can be`."""

    def __init__(self, allowed: str, row: int | None = None, said: str | None = None) -> None:
        super().__init__(allowed)
        self.allowed = allowed
        self.row = row
        self.said = said


_YES: Final = {"yes", "true", "on"}
_NO: Final = {"no", "false", "off"}
_LENGTH: Final = re.compile(r"([0-9]*\.?[0-9]+|[0-9]+/[0-9]+)\s*(s|ms)?")
_USUAL: Final = {f"{float(rate):.{places}f}": rate for places in (2, 3) for rate in STANDARD_RATES}
"""`29.97` is meant for 30000/1001."""
_SOUNDS: Final = frozenset(
    "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH".split()  # noqa: SIM905
)


def text(longest: int) -> Reader:
    """Any text on one row."""

    def read(node: Node) -> str:
        said = _said(node, f"one row of at most {longest} characters")
        if len(said) > longest or "\n" in said:
            raise Unfit(f"one row of at most {longest} characters")
        return said

    return read


def one_of(choices: type[StrEnum]) -> Reader:
    """One of a few words."""
    allowed = _listed([choice.value for choice in choices])

    def read(node: Node) -> StrEnum:
        try:
            return choices(_said(node, allowed).casefold())
        except ValueError:
            raise Unfit(allowed) from None

    return read


def times(node: Node) -> int | None:
    """How many times larger: 2, 4, or not at all."""
    said = _said(node, "2, 4 or no").casefold()
    if said not in {"2", "4"} | _NO:
        raise Unfit("2, 4 or no")
    return int(said) if said not in _NO else None


def budget(node: Node) -> Budget:
    """What may be spent."""
    try:
        return budget_of(_said(node, WHAT_A_BUDGET_IS))
    except ValueError:
        raise Unfit(WHAT_A_BUDGET_IS) from None


def yes_or_no(node: Node) -> bool:
    """`yes` or `no`, in any of YAML's spellings."""
    said = _said(node, "yes or no").casefold()
    if said not in _YES | _NO:
        raise Unfit("yes or no")
    return said in _YES


def pixels(node: Node) -> int:
    """The height of a picture."""
    allowed = "an even number of pixels from 16 to 4320"
    said = _said(node, allowed).removesuffix("p")
    if not said.isascii() or not said.isdecimal() or len(said) > 4:  # noqa: PLR2004 - 4320 has four digits
        raise Unfit(allowed)
    if int(said) % 2 or not 16 <= int(said) <= 4320:  # noqa: PLR2004 - as `Settings` has them
        raise Unfit(allowed)
    return int(said)


def rate(node: Node) -> Fraction:
    """Frames a second: `25`, `29.97` (meant for 30000/1001) or `30000/1001`."""
    allowed = f"frames a second from 1 to {limits.FASTEST}, such as 25, 29.97 or 30000/1001"
    said = _said(node, allowed)
    number = _USUAL.get(said) or _number(said, allowed)
    if not 1 <= number <= limits.FASTEST:
        raise Unfit(allowed)
    return number


def length(node: Node) -> Fraction:
    """Seconds, exactly as they are written."""
    allowed = f"seconds from 0 to {limits.LONGEST_PAUSE}, such as 0.4"
    found = _LENGTH.fullmatch(_said(node, allowed))
    if not found:
        raise Unfit(allowed)
    seconds = _number(found[1], allowed) / (1000 if found[2] == "ms" else 1)
    if seconds > limits.LONGEST_PAUSE:
        raise Unfit(allowed)
    return seconds


def language(node: Node) -> str:
    """A language's code."""
    allowed = "a language's code of two or three letters, such as en"
    said = _said(node, allowed).casefold()
    if not re.fullmatch(r"[a-z]{2,3}", said):
        raise Unfit(allowed)
    return said


def words(node: Node) -> tuple[str, ...]:
    """A list of words; one alone needs no list."""
    allowed = f"a list of at most {limits.WORDS} words"
    items = node.items if isinstance(node, Items) else (node,)
    if len(items) > limits.WORDS:
        raise Unfit(allowed)
    return tuple(_word(item, allowed) for item in items)


def pronunciations(node: Node) -> dict[str, str]:
    """A table of words with their sounds."""
    allowed = "a table of words and their sounds in ARPAbet, such as: gif: JH IH F"
    if not isinstance(node, Table) or len(node.entries) > limits.WORDS:
        raise Unfit(allowed)
    return {word.casefold(): _sounds(said, allowed) for word, said in node.entries.items()}


def _sounds(node: Node, allowed: str) -> str:
    said = _word(node, allowed).upper()
    sounds = [sound.rstrip("012") for sound in said.split()]
    unknown = next((sound for sound in sounds if sound not in _SOUNDS), None)
    if unknown is not None or not sounds:
        raise Unfit(allowed, node.row, said)
    return " ".join(sounds)


def _word(node: Node, allowed: str) -> str:
    said = _said(node, allowed)
    if not said or len(said) > limits.CHARACTERS or "\n" in said:
        raise Unfit(allowed, node.row)
    return said


def _said(node: Node, allowed: str) -> str:
    if not isinstance(node, Text) or node.text is None:
        raise Unfit(allowed, node.row)
    return node.text.strip()


def _number(said: str, allowed: str) -> Fraction:
    try:
        return exact(said)
    except ValueError:
        raise Unfit(allowed) from None


def _listed(choices: list[str]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}"
