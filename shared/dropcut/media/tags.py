"""What a camera wrote about a clip beside its pictures: only what editing needs. Where it was filmed is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final

from dropcut.domain.wording import printable

_LONGEST: Final = 100
_EARLIEST_YEAR: Final = 1980
"""Clocks that were never set begin at 1904 or 1970."""
_MAKES: Final = ("com.apple.quicktime.make", "com.android.manufacturer", "make", "manufacturer", "company_name")
_MODELS: Final = ("com.apple.quicktime.model", "com.android.model", "model", "model_name")
_REELS: Final = ("reel_name", "reel", "com.apple.proapps.reel")

Tags = Mapping[str, str]


def label(text: str) -> str:
    """Words of a file, safe to print and of a bearable length."""
    return printable(text)[:_LONGEST]


def timecode(all_tags: Iterable[Tags]) -> str:
    """The start timecode as it is written, wherever the file keeps it."""
    return _first(all_tags, ("timecode",))


def recorded(all_tags: Iterable[Tags]) -> str:
    """When the clip was recorded, as `2026-11-21T02:58:39Z`; empty where nobody says so believably."""
    written = _first(all_tags, ("com.apple.quicktime.creationdate", "creation_time", "date"))
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:  # not a moment: a year, a name, nothing
        return ""
    if moment.tzinfo is None or moment.year < _EARLIEST_YEAR:
        return ""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def camera(all_tags: Iterable[Tags]) -> str:
    """Make and model."""
    tags = tuple(all_tags)
    make, model = _first(tags, _MAKES), _first(tags, _MODELS)
    return model if model.casefold().startswith(make.casefold()) else f"{make} {model}".strip()


def reel(all_tags: Iterable[Tags]) -> str:
    """The tape or card, for lists of edits."""
    return _first(all_tags, _REELS)


def _first(all_tags: Iterable[Tags], names: Iterable[str]) -> str:
    tags = [{name.lower(): value for name, value in some.items()} for some in all_tags]
    return next((label(some[name]) for name in names for some in tags if some.get(name)), "")
