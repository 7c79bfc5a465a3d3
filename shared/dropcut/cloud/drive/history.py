"""What a piece of news makes of what was known of a file. Pure: late and doubled news change nothing."""

from __future__ import annotations

from dropcut.cloud.drive.files import DriveFile
from dropcut.cloud.drive.records import Entry


def after_news(before: Entry | None, file: DriveFile | None) -> Entry | None:
    """The entry after Drive told of a file as it is now, or that we see it no more; None while nothing is known of it."""
    if file is None:
        return None if before is None else before.with_(gone=True, listed=0)
    if before is None:
        return Entry(file=file)
    if file.version < before.file.version:
        return before
    came_back = before.gone or (before.file.trashed and not file.trashed)
    return before.with_(file=file, gone=False, listed=0 if came_back else before.listed)


def is_there(entry: Entry) -> bool:
    """Whether its owner has it in the folder now."""
    return not entry.gone and not entry.file.trashed
