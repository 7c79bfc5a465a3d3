"""Which of the objects of a drop are a user's footage, and in which version."""

from __future__ import annotations

from collections.abc import Iterator

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.inbox.awaited import AWAITED, awaited_files
from dropcut.cloud.inbox.naming import INBOX, OURS, RECORD, inbox_of, is_drop, is_visible
from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId, Owner
from dropcut.domain.unfinished import name_when_whole
from dropcut.domain.wording import spoken

MOST_FILES = 2_000
DEEPEST = 16


def drops(bucket: Bucket) -> Iterator[JobId]:
    """Every drop that has an object, ordered by id."""
    for owner in bucket.folders(INBOX):
        named = (JobId(Owner(owner), name) for name in bucket.folders(f"{INBOX}{owner}/"))
        yield from (drop for drop in named if is_drop(drop))


def user_files(bucket: Bucket, drop: JobId) -> tuple[FileVersion, ...]:
    """The files of a drop, ordered by path, those that are on their way too.

    Left out: hidden names, what stands for an empty folder, and deliveries of ours that somebody brought here, known by
    what they say of themselves or by the record beside them. Raises Permanent when there are too many, or too deep.
    """
    if not is_drop(drop):
        return ()
    top = inbox_of(drop)
    found = {stored.name.removeprefix(top): stored for stored in _few(bucket, top)}
    deliveries = tuple(path.removesuffix(RECORD) for path in found if path.endswith(f"/{RECORD}"))
    users = {path: stored for path, stored in found.items() if _is_users(path) and not path.startswith(deliveries)}
    listed = {path: version_of(path, stored) for path, stored in users.items() if not OURS.items() <= stored.metadata.items()}
    listed |= {file.path: file for file in awaited_files(bucket, top, found)}
    return tuple(listed[path] for path in sorted(listed))


def _is_users(path: str) -> bool:
    """Visible, or brought at this moment by a program that hides what is not whole."""
    return is_visible(path) or is_visible(name_when_whole(path) or ".")


def version_of(path: str, stored: Stored) -> FileVersion:
    """A generation is a version: the service gives a new one to whatever is written."""
    return FileVersion(path=path, version=str(stored.generation), size=stored.size, modified=stored.updated)


def _few(bucket: Bucket, top: str) -> Iterator[Stored]:
    count = 0
    for stored in bucket.list(top):
        count += stored.name != top + AWAITED  # ours, and gone when all is there
        if count > MOST_FILES:
            raise Permanent(
                f"{spoken(top)} holds more than {MOST_FILES:,} files.",
                "A drop is the footage of one video: keep only that in it.",
            )
        if stored.name.removeprefix(top).count("/") > DEEPEST:
            raise Permanent(f"{spoken(stored.name)} lies deeper than {DEEPEST} folders.", "Move the footage further up.")
        yield stored
