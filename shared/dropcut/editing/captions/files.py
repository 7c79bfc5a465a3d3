"""SubRip and WebVTT files. What a script says can neither end a caption nor mean a tag in one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from re import compile as pattern
from typing import Final

from dropcut.editing.captions.breaking import Caption
from dropcut.editing.captions.marks import BREAKER, right_to_left

_BEGIN_RIGHT_TO_LEFT: Final = "\u202b"
_END_DIRECTION: Final = "\u202c"
_BEGINS_A_TAG: Final = pattern(r"[<{\\](?=[^\s\d])|&(?=#?\w+;)")
"""What players may take for a tag, a command or an entity."""


def srt(captions: Iterable[Caption]) -> bytes:
    """SubRip, in UTF-8. It knows no escapes: what would be a tag is parted by a mark that nobody sees."""
    return "".join(_cue(number, caption) for number, caption in enumerate(captions, 1)).encode()


def vtt(captions: Iterable[Caption]) -> bytes:
    """WebVTT."""
    cues = (f"\n{_span(caption, '.')}\n" + _rows(caption, _as_entities) for caption in captions)
    return ("WEBVTT\n" + "".join(cues)).encode()


def _cue(number: int, caption: Caption) -> str:
    return f"{number}\n{_span(caption, ',')}\n{_rows(caption, _parted)}\n"


def _span(caption: Caption, mark: str) -> str:
    return f"{_time(caption.start, mark)} --> {_time(caption.end, mark)}"


def _time(at: int, mark: str) -> str:
    seconds, part = divmod(at, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}{mark}{part:03}"


def _rows(caption: Caption, escaped: Callable[[str], str]) -> str:
    """Players lay a row out from the left unless it says otherwise; then its punctuation stands at the wrong end."""
    turned = right_to_left(" ".join(caption.rows))
    before, after = (_BEGIN_RIGHT_TO_LEFT, _END_DIRECTION) if turned else ("", "")
    return "".join(f"{before}{escaped(row)}{after}\n" for row in caption.rows)


def _parted(row: str) -> str:
    return _BEGINS_A_TAG.sub(rf"\g<0>{BREAKER}", row).replace("-->", f"--{BREAKER}>")


def _as_entities(row: str) -> str:
    return row.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
