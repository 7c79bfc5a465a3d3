"""Bytes to rows of text. UTF-8, with or without its mark, or UTF-16 with its mark; anything else is refused, never guessed."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from re import compile as pattern
from typing import Final

from dropcut.domain.wording import size
from dropcut.editing.script import limits
from dropcut.editing.script.source import Source

_UTF16: Final = (BOM_UTF16_LE, BOM_UTF16_BE)
_NOT_TEXT: Final = pattern(r"[\x00-\x08\x0e-\x1f]")
_ROW_END: Final = pattern(r"\r\n?|\n")
_SAVE: Final = "Save it as UTF-8 text, and put it into the folder again."


def rows_of(data: bytes, source: Source) -> tuple[str, ...]:
    """The rows of a text file, without their ends, whichever of LF, CRLF and CR those are. Raises Permanent."""
    if not data:
        raise source.refusal("is empty", "Write what is to be said, or take it out to have the footage tightened.")
    if len(data) > limits.TEXT_BYTES:
        raise source.refusal(
            f"has {size(len(data))}; a script of text may have {size(limits.TEXT_BYTES)}",
            "Split it into several drops, or take out what is not to be said.",
        )
    return _bounded(_ROW_END.split(_text(data, source)), source)


def _bounded(rows: list[str], source: Source) -> tuple[str, ...]:
    if len(rows) > limits.ROWS:
        raise source.refusal(f"has {len(rows):,} rows; {limits.ROWS:,} is the most", "Split it into several drops.")
    return tuple(rows)


def _text(data: bytes, source: Source) -> str:
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        row = _row_after(data[: error.start].decode(encoding, errors="ignore"))
        named = "UTF-16" if encoding == "utf-16" else "UTF-8"
        raise source.refusal_at(row, f"holds bytes that are not {named} text", _SAVE) from error
    binary = _NOT_TEXT.search(text)
    if binary:
        row = _row_after(text[: binary.start()])
        raise source.refusal_at(row, f"holds the control character {ord(binary[0])}, so it is not text", _SAVE)
    return text


def _row_after(text: str) -> int:
    return 1 + len(_ROW_END.findall(text))
