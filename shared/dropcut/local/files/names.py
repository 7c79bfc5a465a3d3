r"""Names of users' files as text that can be stored anywhere, and back.

A name on disk is bytes; Python carries those that are no UTF-8 as lone surrogates, which no JSON and no database takes.
Here each such byte is written `\xe9`, and a backslash that would read as one is written `\x5c`. All other names,
nearly every one, stand as they are; no two names become one text.
"""

from __future__ import annotations

import re

_FIRST_LONE = 0xDC00
_LONE = re.compile("[\udc80-\udcff]")
_LOOKS_ESCAPED = re.compile(r"\\(?=x(?:[89a-f][0-9a-f]|5c))")
_ESCAPED = re.compile(r"\\x([89a-f][0-9a-f]|5c)")
_BACKSLASH = 0x5C


def as_text(name: str) -> str:
    """A name as the operating system gave it, as text."""
    return _LONE.sub(lambda found: f"\\x{ord(found[0]) - _FIRST_LONE:02x}", _LOOKS_ESCAPED.sub(r"\\x5c", name))


def as_name(text: str) -> str:
    """The name that became `text`."""
    return _ESCAPED.sub(lambda found: _unescaped(int(found[1], 16)), text)


def _unescaped(byte: int) -> str:
    return "\\" if byte == _BACKSLASH else chr(_FIRST_LONE + byte)
