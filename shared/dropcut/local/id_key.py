"""The key by which a home of this machine makes names opaque: made with the home, and never shown."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_bytes, token_hex
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.opaque import Opaque
from dropcut.domain.wording import spoken
from dropcut.local.files.durable import publish
from dropcut.local.files.faults import in_words

_NAME: Final = "id.key"
_BYTES: Final = 32


def opaque_of(home: Path) -> Opaque:
    """The ids of the home in this folder: all its processes make the same."""
    key = home / _NAME
    with in_words(home):
        if not key.exists():
            _made(key)
        secret = key.read_bytes()
    if len(secret) != _BYTES:
        raise Permanent(
            f"{spoken(str(key))} is damaged.", "Delete it: a new one is made, and ids in logs are others from then on."
        )
    return Opaque(secret)


def _made(key: Path) -> None:
    new = key.with_name(f"{_NAME}.{token_hex(8)}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        os.write(descriptor, token_bytes(_BYTES))
    finally:
        os.close(descriptor)
    try:
        publish(new, key)
    except FileExistsError:  # somebody else made it at this moment
        return
    finally:
        new.unlink(missing_ok=True)
