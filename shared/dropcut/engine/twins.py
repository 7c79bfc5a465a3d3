"""A blob that was lost and made again lies under a newer attempt, while results that passed it on still name the old one.

What was made again byte for byte is the same blob, wherever it lies: it is looked for there. What came out otherwise has
another content, and so other keys: nobody who names the old one is asked for then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from dropcut.domain.blobs import Blob, Many
from dropcut.domain.errors import LostBlob
from dropcut.domain.names import blob_path, name_of, origin
from dropcut.domain.tasks import TaskState
from dropcut.engine.codec import read_items
from dropcut.engine.home import Home

T = TypeVar("T")


def wherever(home: Home, blob: Blob, read: Callable[[Blob], T]) -> T:
    """Read a blob, or its twin when it is lost. Raises LostBlob, about the newest of them."""
    try:
        return read(blob)
    except LostBlob:
        twin = twin_of(home, blob)
        if twin == blob:
            raise
        return read(twin)


def items_wherever(home: Home, many: Many[Any], kind: Any) -> tuple[Any, ...]:  # noqa: ANN401 - items of the given type
    """The items of a list, wherever they are kept. Raises LostBlob."""
    if many.blob is None:
        return read_items(many, kind, home.blobs)
    return wherever(home, many.blob, lambda blob: read_items(many.model_copy(update={"blob": blob}), kind, home.blobs))


def twin_of(home: Home, blob: Blob) -> Blob:
    """The blob where the newest attempt of its maker put it; the same one when there is no newer attempt that is done."""
    made = origin(blob.path)
    (maker,) = home.ledger.tasks([made.task])
    if maker is None or maker.state is not TaskState.DONE:
        return blob
    return blob.model_copy(update={"path": blob_path(made.task, maker.epoch, name_of(blob.path))})
