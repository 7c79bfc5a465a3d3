"""Short ways to write a script down in a test, and to read what came out of it."""

from __future__ import annotations

import pytest

from dropcut.domain.errors import Permanent
from dropcut.domain.script import Script
from dropcut.editing.script.parse import parse


def read(name: str, text: str) -> Script:
    """The script that a file of this name and text is."""
    return parse(name, text.encode())


def said(script: Script) -> list[str]:
    """What is to be said, line by line."""
    return [line.spoken for line in script.lines]


def refusal(name: str, data: bytes) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(Permanent) as refused:
        parse(name, data)
    assert refused.value.hint, "a refusal says what to do"
    return str(refused.value)
