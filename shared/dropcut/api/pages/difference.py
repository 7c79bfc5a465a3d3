"""Word by word: what the script says against what was heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from dropcut.domain.speech import Role, Said, Try
from dropcut.editing.references import normal_text


class Kind(StrEnum):
    """What a word is."""

    SAME = "same"
    LEFT_OUT = "left-out"
    """In the script, and not heard."""
    OTHERWISE = "otherwise"
    """Heard in other letters than the script has: a number in words, another spelling."""
    EXTRA = "extra"
    """Heard, and not in the script at this place."""
    FILLER = "filler"
    AGAIN = "again"
    """Heard again later: only the last time counts."""


class Part(NamedTuple):
    """A word."""

    kind: Kind
    text: str
    """As the script has it, where it has it."""
    heard: str = ""


_OF_ROLE = {Role.INSERTED: Kind.EXTRA, Role.FILLER: Kind.FILLER, Role.REPEATED: Kind.AGAIN}


def difference(text: str, heard: Try) -> tuple[Part, ...]:
    """The words of both, in the order in which they were said; what was left out at its place in the script."""
    return tuple(_parts(text.split(), heard))


def is_the_same(parts: Sequence[Part]) -> bool:
    """Whether exactly the script's words were heard."""
    return all(part.kind in {Kind.SAME, Kind.OTHERWISE} for part in parts)


def _parts(written: Sequence[str], heard: Try) -> Iterator[Part]:
    missed = [place for place in heard.misses if place < len(written)]
    spelled: dict[int, str] = {}
    for said in heard.said:
        if said.role is Role.SAID and said.place is not None:
            while missed and missed[0] < said.place:
                yield Part(Kind.LEFT_OUT, written[missed.pop(0)])
            if said.place in spelled:  # one written word may be several said ones: 1950
                continue
            spelled[said.place] = _heard_at(heard, said.place)
        yield _part(written, said, spelled)
    for place in missed:
        yield Part(Kind.LEFT_OUT, written[place])


def _heard_at(heard: Try, place: int) -> str:
    return " ".join(said.word.text for said in heard.said if said.role is Role.SAID and said.place == place)


def _part(written: Sequence[str], said: Said, spelled: dict[int, str]) -> Part:
    if said.role is not Role.SAID or said.place is None or said.place >= len(written):
        return Part(_OF_ROLE.get(said.role, Kind.EXTRA), said.word.text)
    text, heard = written[said.place], spelled[said.place]
    same = normal_text(text) == normal_text(heard)
    return Part(Kind.SAME if same else Kind.OTHERWISE, text, heard)
