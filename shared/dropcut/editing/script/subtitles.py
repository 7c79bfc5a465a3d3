"""Subtitles, SRT and WebVTT: a cue is a line, and its times are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import unescape
from itertools import pairwise
from re import compile as pattern
from typing import Final

from dropcut.domain.script import Script
from dropcut.editing.script.draft import Draft
from dropcut.editing.script.flat import plain
from dropcut.editing.script.said import attributed
from dropcut.editing.script.source import Source
from dropcut.editing.script.tidy import tidy
from dropcut.editing.script.timing import is_timing, span_of

_VOICE: Final = pattern(r"<v(?:\.[\w-]+)*\s([^<>]+)>")
_TAG: Final = pattern(r"</?[A-Za-z][^<>]*>|</?>|<[0-9][0-9:.]*>|\{\\[^{}]*\}")
_BREAK: Final = pattern(r"<br\s*/?>|\\[Nn]")
_NOT_SHOWN: Final = pattern(r"(NOTE|STYLE|REGION)(\s|$)")
WEBVTT: Final = "WEBVTT"


def read(rows: tuple[str, ...], source: Source) -> Script:
    """The cues in the order of the file. Raises Permanent."""
    kept = _shown(rows) if rows[0].startswith(WEBVTT) else list(rows)
    timings = [index for index, row in enumerate(kept) if is_timing(row)]
    _refuse_words_without_times(kept[: timings[0] if timings else len(kept)], source)
    draft = Draft(source)
    for timing, following in pairwise([*timings, len(kept)]):
        _cue(kept, timing, following, draft)
    return draft.finished()


def _shown(rows: tuple[str, ...]) -> list[str]:
    """WebVTT without its header and its blocks of notes and styles."""
    kept, hidden = [], True
    for index, row in enumerate(rows):
        begins = index > 0 and not rows[index - 1].strip()
        hidden = bool(_NOT_SHOWN.match(row)) if begins else hidden
        hidden = hidden and bool(row.strip()) and not is_timing(row)
        kept.append("" if hidden else row)
    return kept


def _cue(rows: list[str], timing: int, following: int, draft: Draft) -> None:
    span = span_of(rows[timing], draft.source, timing + 1)
    end = following - _names_the_next(rows, timing, following)
    written = draft.bounded("\n".join(row.strip() for row in rows[timing + 1 : end] if row.strip()), timing + 1)
    voice = _VOICE.search(written)
    said = attributed(plain(_spoken(written)))
    draft.say(written, replace(said, speaker=tidy(unescape(voice[1]))) if voice else said, timing + 1, span)


def _names_the_next(rows: list[str], timing: int, following: int) -> bool:
    """Whether the row right above the next cue's times is its number or its name, not the end of this cue's words."""
    above = following - 1
    if following == len(rows) or above <= timing or not rows[above].strip():
        return False
    return rows[above].strip().isdecimal() or (above - 1 > timing and not rows[above - 1].strip())


def _spoken(written: str) -> str:
    return unescape(_TAG.sub("", _BREAK.sub(" ", written)))


def _refuse_words_without_times(rows: Iterable[str], source: Source) -> None:
    """Before the first cue there may be its number or name, and nothing else."""
    words = [(number, row) for number, row in enumerate(rows, 1) if row.strip()]
    if len(words) > 1:
        raise source.refusal_at(
            words[0][0], "has words but no times", "Write a row such as 00:00:01,500 --> 00:00:04,000 above them."
        )
