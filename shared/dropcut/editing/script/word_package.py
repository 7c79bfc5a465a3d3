"""A Word file as a package: the one part of it that is read, and the limits within which a stranger's package is opened."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from dropcut.domain.wording import size
from dropcut.editing.script import limits
from dropcut.editing.script.source import Source

PART: Final = "word/document.xml"
_ENTRY_MARK: Final = b"PK\x01\x02"
_ENCRYPTED: Final = 1
_DAMAGE: Final = (BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""All that the standard library says about a package that is not what it claims."""
_SAVE_AGAIN: Final = "Open it in a word processor, and save it again as .docx."


def document(data: bytes, source: Source) -> bytes:
    """The XML of the text. Raises Permanent for what is no such package, or claims or gives more than a script needs."""
    if len(data) > limits.WORD_BYTES:
        raise source.refusal(
            f"has {size(len(data))}; a Word script may have {size(limits.WORD_BYTES)}",
            "Take its pictures out, or save it as .txt.",
        )
    if data.count(_ENTRY_MARK) > limits.WORD_ENTRIES:
        raise source.refusal(f"is a package of more than {limits.WORD_ENTRIES:,} parts", _SAVE_AGAIN)
    try:
        with ZipFile(BytesIO(data)) as package:
            return _part(package, source)
    except _DAMAGE as error:
        raise source.refusal("is damaged: it cannot be unpacked", _SAVE_AGAIN) from error


def _part(package: ZipFile, source: Source) -> bytes:
    found = [entry for entry in package.infolist() if entry.filename == PART]
    if len(found) != 1:
        raise source.refusal("is not a Word document: the part with its text is not in it", _SAVE_AGAIN)
    _within_limits(found[0], sum(entry.file_size for entry in package.infolist()), source)
    with package.open(found[0]) as part:
        text = part.read(limits.WORD_TEXT_BYTES + 1)
    if len(text) > limits.WORD_TEXT_BYTES:
        raise _too_large(source)
    return text


def _within_limits(entry: ZipInfo, whole: int, source: Source) -> None:
    if entry.flag_bits & _ENCRYPTED or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise source.refusal("is encrypted, or packed in a way that Word does not use", _SAVE_AGAIN)
    bloated = entry.file_size > max(limits.WORD_RATIO_FROM, limits.WORD_RATIO * entry.compress_size)
    if bloated or entry.file_size > limits.WORD_TEXT_BYTES or whole > limits.WORD_UNPACKED_BYTES:
        raise _too_large(source)


def _too_large(source: Source) -> Exception:
    return source.refusal("unpacks to far more than a script can hold", "Save it as .txt.")
