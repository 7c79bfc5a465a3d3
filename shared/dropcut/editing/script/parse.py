"""The door: a file's name and bytes in, its script out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dropcut.domain.script import Script
from dropcut.editing.script import fountain, markdown, plain, subtitles, word
from dropcut.editing.script.formats import Format, is_word, text_format
from dropcut.editing.script.reading import rows_of
from dropcut.editing.script.source import Source

_READERS: Final[dict[Format, Callable[[tuple[str, ...], Source], Script]]] = {
    Format.TEXT: plain.read,
    Format.MARKDOWN: markdown.read,
    Format.FOUNTAIN: fountain.read,
    Format.SUBTITLES: subtitles.read,
}


def parse(name: str, data: bytes) -> Script:
    """The script that `data` says, read as its name and its bytes tell. The same bytes always give the same script.

    Takes time linear in the bytes. Raises Permanent, and nothing else, in one sentence that names the file and the row, for
    what cannot be read, holds nothing to be said, or is larger than `limits` allows.
    """
    if is_word(data, Source(name)):
        return word.read(data, Source(name, place="paragraph"))
    source = Source(name)
    rows = rows_of(data, source)
    return _READERS[text_format(name, rows)](rows, source)
