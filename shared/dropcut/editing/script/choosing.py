"""Which file of a drop is its script."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.kinds import Kind
from dropcut.domain.sorting import kind_of
from dropcut.domain.wording import count_of, spoken
from dropcut.editing.script.formats import ENDINGS, LISTED, Format, ending

_SCRIPT: Final = "script"
NOTES: Final = (".txt", ".md", ".markdown")
"""The endings of texts that tell what is seen in the clip that they are named after."""
_LOGOS: Final = "logos"
_HIDDEN: Final = (".", "~$")
"""What word processors and file managers leave beside a file while it is open."""
_MEANT_AS_SCRIPT: Final = frozenset({".pdf", ".doc", ".rtf", ".odt", ".pages", ".gdoc", ".fdx", ".html", ".ass"})
_SHOWN: Final = 5


def the_script(names: Iterable[str]) -> str | None:
    """The one script among the names of a drop's files; None when there is none, and the footage is tightened.

    A script lies at the top of the drop and has an ending of `formats`. Subtitles named like another file (`take1.srt` beside
    `take1.mp4`) are that file's transcript, no script; texts that are (`harbour.txt` beside `harbour.mp4`) tell what is seen in
    it, where another text is the script. A file named `script.*` wins over all others. Raises Permanent when
    several are left, or when `script.pdf` or the like was meant as one.
    """
    at_the_top = sorted(name for name in names if "/" not in name and not name.startswith(_HIDDEN))
    others = {name.casefold() for name in at_the_top if ending(name) not in ENDINGS}
    clips = set(map(_stem, others))
    readable = [name for name in at_the_top if ending(name) in ENDINGS and not _is_transcript(name, clips)]
    named_script = [name for name in readable if _stem(name) == _SCRIPT]
    tells_of = others | clips
    candidates = named_script or [name for name in readable if not _is_note(name, tells_of)] or readable
    if len(candidates) > 1:
        raise _too_many(candidates)
    meant = [name for name in at_the_top if _stem(name) == _SCRIPT and ending(name) in _MEANT_AS_SCRIPT]
    if meant and not named_script:
        raise Permanent(f"{spoken(meant[0])} is in no format that a script is read from.", f"Save it as one of {LISTED}.")
    return candidates[0] if candidates else None


def told_below(names: Iterable[str]) -> str:
    """A sentence where a text that would be the script at the top of the drop lies in a folder of it; empty where none does."""
    every = [PurePosixPath(name) for name in sorted(names)]
    beside = {each.with_suffix("") for each in every if kind_of(str(each)) is not Kind.SCRIPT}
    below = [each for each in every if _would_be_read(each) and not beside & {each.with_suffix("")}]
    named = [each for each in below if each.stem.casefold() == _SCRIPT] or below
    if not named:
        return ""
    first = spoken(str(named[0]))
    if len(named) == 1:
        return f"{first} is not at the top of the folder, so it is not read as the script: move it up."
    texts = count_of(len(named) - 1, "other text")
    return (
        f"{first} and {texts} are not at the top of the folder, so none is read as the script: move up the one that is meant."
    )


def _would_be_read(path: PurePosixPath) -> bool:
    folders = path.parts[:-1]
    hidden = any(part.startswith(_HIDDEN) for part in path.parts)
    return bool(folders) and not hidden and folders[0] != _LOGOS and kind_of(str(path)) is Kind.SCRIPT


def _is_transcript(name: str, clips: set[str]) -> bool:
    """Whether subtitles are named like a clip, a language or other words between dots aside: `take1.en.srt`."""
    words = _stem(name).split(".")
    named_like = {".".join(words[:count]) for count in range(1, len(words) + 1)}
    return ENDINGS[ending(name)] is Format.SUBTITLES and not clips.isdisjoint(named_like)


def _is_note(name: str, clips: set[str]) -> bool:
    return ending(name) in NOTES and _stem(name) in clips


def _too_many(names: list[str]) -> Permanent:
    shown = [spoken(name) for name in names[:_SHOWN]]
    more = [] if len(names) <= _SHOWN else [f"{len(names) - _SHOWN} more"]
    *first, last = [*shown, *more]
    return Permanent(
        f"{', '.join(first)} and {last} could each be the script.",
        "Keep the one that is to be said, or name it script with its own ending.",
    )


def _stem(name: str) -> str:
    return PurePosixPath(name).stem.casefold()
