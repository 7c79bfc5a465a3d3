"""What files and folders of Drive are called in the inbox. Pure.

Drive lets anything be a name, and several files have the same one. Here a name is one that every place can hold, told apart
from its neighbours also where capitals and accents do not count; once chosen it stays, as long as the name in Drive does.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Final, NamedTuple
from unicodedata import category, normalize

from dropcut.domain.unfinished import name_when_whole

LONGEST = 240
"""Of a name, in bytes: a file system takes 255, and a copy may get an ending."""
_LONGEST_ENDING = 16
_NO_TEXT: Final = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_UNSAFE: Final = set('/\\:*?"<>|')
"""What one file system or another does not take."""
_TAG = 6


class Named(NamedTuple):
    """A file or folder, and what it is called here if that was chosen before."""

    id: str
    name: str
    """In Drive, with the ending of what it is exported as."""
    created: int
    called: str = ""


def is_hidden(name: str) -> bool:
    """Whether somebody's computer hides a file of that name, or locks another with it: it is nobody's footage.

    Some programs hide what they still bring; that is for whoever waits for it to judge.
    """
    if name_when_whole(name) is not None:
        return False
    return name.startswith("~$") or (name.startswith(".") and bool(name.strip(".")) and "/" not in name and "\\" not in name)


def called(neighbours: Iterable[Named]) -> dict[str, str]:
    """What each of the files of one folder is called, by id."""
    order = sorted(neighbours, key=lambda each: (not each.called, each.created, each.id))
    names: dict[str, str] = {}
    taken: set[str] = set()
    for each in order:
        name = _free(each, taken)
        names[each.id] = name
        taken.add(_seen_as(name))
    return names


def safe(name: str) -> str:
    """A name that every place can hold, as near to this one as may be."""
    plain = "".join("_" if character in _UNSAFE or category(character) in _NO_TEXT else character for character in name)
    tidy = normalize("NFC", plain).strip()
    if tidy.startswith("."):
        tidy = "_" * (len(tidy) - len(tidy.lstrip("."))) + tidy.lstrip(".")
    return _shortened(tidy.rstrip(". ") or "_")


def _free(each: Named, taken: set[str]) -> str:
    name = each.called or safe(each.name)
    digest = sha256(each.id.encode()).hexdigest()
    length = _TAG
    while _seen_as(name) in taken:
        name = _tagged(safe(each.name), digest[:length])
        length += 1
    return name


def _seen_as(name: str) -> str:
    """The same for all names that some file system takes for one."""
    return normalize("NFC", normalize("NFKD", name).casefold())


def _tagged(name: str, tag: str) -> str:
    stem, ending = _parts(name)
    return f"{_cut(stem, LONGEST - len(ending.encode()) - len(tag) - 1)}~{tag}{ending}"


def _shortened(name: str) -> str:
    if len(name.encode()) <= LONGEST:
        return name
    return _tagged(name, sha256(name.encode()).hexdigest()[:_TAG])


def _parts(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if stem and len(ending.encode()) <= _LONGEST_ENDING else (name, "")


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")
