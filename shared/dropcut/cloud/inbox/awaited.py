"""What is on its way into a drop: whoever brings files says beforehand which, so that nobody takes a part for the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final
from uuid import uuid4

from pydantic import Field

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.reading import opened
from dropcut.cloud.gcs.stored import Stored
from dropcut.domain.blobs import FileVersion
from dropcut.domain.documents import Document
from dropcut.domain.errors import NotFound
from dropcut.domain.values import says_nothing

AWAITED: Final = ".dropcut/awaited.json"
CONTENT: Final = "dropcut-content"
"""What an object says of its content elsewhere: so it is known when what was awaited is there, and is never brought twice."""


class Awaited(Document):
    """What is being brought, by path."""

    KIND: ClassVar[str] = "awaited"

    files: dict[str, str] = Field(default_factory=dict)
    """The content that will lie there; empty when it is not known yet."""
    unfinished: dict[str, str] = Field(default_factory=dict, exclude_if=says_nothing)
    """Of what somebody else brings under a name that says so, how far that is: it comes when it has its own name."""


def awaited_files(bucket: Bucket, top: str, there: Mapping[str, Stored]) -> Iterator[FileVersion]:
    """Those of them that are not there. None is ever the version that it was, as it is with a file that still grows.

    What is unfinished is, while it does not grow: so it can be told when nobody goes on with it.
    """
    if AWAITED not in there:
        return
    try:
        with opened(bucket, top + AWAITED) as file:
            awaited = Awaited.load(file.read())
    except NotFound:  # all came meanwhile
        return
    for path, so_far in awaited.unfinished.items():
        yield FileVersion(path=path, version=f"unfinished {so_far}", size=0)
    for path, content in awaited.files.items():
        stands = there.get(path)
        if stands is None or not content or stands.metadata.get(CONTENT) != content:
            yield FileVersion(path=path, version=f"awaited {uuid4().hex}", size=stands.size if stands else 0)
