"""What a person changed in a delivered `review.md`, as decisions."""

from __future__ import annotations

from dropcut.domain.decisions import Decisions
from dropcut.domain.errors import NotFound, Permanent
from dropcut.domain.names import JobId, blob_path, origin
from dropcut.editing.review import wording
from dropcut.editing.review.edited import text_of
from dropcut.editing.review.reading import decisions_from
from dropcut.engine.home import Home
from dropcut.engine.jobs import decide
from dropcut.steps.write_review import WRITTEN_FOR, Reviewing

FILE = wording.FILE


def obeyed(home: Home, drop: JobId) -> bool:
    """Take in what somebody made of the delivered page, and say whether anybody did.

    Raises Permanent for an edit that nobody would obey; the page stays as it is.
    """
    edit = home.folder.edited(drop, FILE)
    if edit is None:
        return False
    decide(home, drop, decisions_in(home, drop, edit).made)
    home.folder.absorb(drop, FILE, edit)
    return True


def decisions_in(home: Home, drop: JobId, edit: bytes) -> Decisions:
    """All that holds once `edit` is obeyed. Raises Permanent, naming the row, for an edit that nobody would obey."""
    written_for = _written_for(home, drop)
    return decisions_from(text_of(edit), written_for.cut, written_for.decisions)


def _written_for(home: Home, drop: JobId) -> Reviewing:
    delivery = home.folder.delivery(drop)
    if delivery is None or FILE not in delivery.files:
        raise Permanent(f"Nobody knows which cut {FILE} was written for.", "Delete it to have it written again.")
    made = origin(delivery.files[FILE].path)
    try:
        with home.blobs.open(blob_path(made.task, made.epoch, WRITTEN_FOR)) as file:
            return Reviewing.load(file.read())
    except NotFound as error:
        raise Permanent(
            f"The cut that {FILE} was written for is gone.",
            f"Rename {FILE}, run the command again, and put your changes into the new one.",
        ) from error
