"""One lost blob seldom comes alone: where a disk or a folder went, everything on it did."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from dropcut.domain.blobs import Blob, Many, Result
from dropcut.domain.errors import LostBlob, NotFound
from dropcut.engine.codec import text_of
from dropcut.engine.home import Home
from dropcut.engine.twins import twin_of, wherever

_AT_ONCE: Final = 2_000
"""So many blobs are looked for; what else is lost is found by the next attempt."""
_OF_A_BLOB: Final = frozenset(Blob.model_fields)
_OF_MANY: Final = frozenset(Many.model_fields)


def all_lost(home: Home, inputs: Result, first: LostBlob) -> LostBlob:
    """What was missed first, and whatever else a task's inputs name that is missing too."""
    missing = dict.fromkeys(first.paths)
    for number, blob in enumerate(_named(home, inputs, missing)):
        if number >= _AT_ONCE:
            break
        if blob.path not in missing and (path := _missing(home, blob)):
            missing[path] = None
    return LostBlob(missing, first.message)


def _missing(home: Home, blob: Blob) -> str:
    """Where the newest of its twins should lie and does not; empty when it is there."""
    if _is_there(home, blob):
        return ""
    twin = twin_of(home, blob)
    return "" if twin != blob and _is_there(home, twin) else twin.path


def _is_there(home: Home, blob: Blob) -> bool:
    try:
        return home.blobs.size(blob.path) == blob.size
    except NotFound:
        return False


def _named(home: Home, inputs: Result, missing: dict[str, None]) -> Iterator[Blob]:
    """Every blob that the inputs name, also in lists that are kept apart; a list that is lost joins `missing`."""
    left = [text for text in (_text(home, inputs, missing),) if text]
    while left:
        blobs, lists = _blobs_in(left.pop())
        yield from blobs
        left += [text for blob in lists if (text := _text(home, Result(digest=blob.sha256, blob=blob), missing))]


def _text(home: Home, result: Result, missing: dict[str, None]) -> bytes:
    try:
        if result.blob is None:
            return text_of(result, home.blobs)
        return wherever(home, result.blob, lambda blob: text_of(result.model_copy(update={"blob": blob}), home.blobs))
    except LostBlob as gone:
        missing.update(dict.fromkeys(gone.paths))
        return b""


def _blobs_in(text: bytes) -> tuple[list[Blob], list[Blob]]:
    """The blobs that a JSON text names, and those of them that are lists."""
    blobs: list[Blob] = []
    lists: list[Blob] = []

    def see(found: dict[str, Any]) -> object:
        if found.keys() == _OF_A_BLOB:
            blob = Blob.model_validate(found)
            blobs.append(blob)
            return blob
        if found.keys() == _OF_MANY and isinstance(found["blob"], Blob):
            lists.append(found["blob"])
        return found

    json.loads(text, object_hook=see)
    return blobs, lists
