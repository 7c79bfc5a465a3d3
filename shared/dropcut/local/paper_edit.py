"""What a person changed in the delivered `review.md` becomes decisions, before the drop is cut again."""

from __future__ import annotations

from dropcut.domain.errors import NotFound, Permanent
from dropcut.domain.names import JobId, blob_path, origin
from dropcut.editing.review import wording
from dropcut.editing.review.edited import text_of
from dropcut.editing.review.reading import decisions_from
from dropcut.engine.home import Home
from dropcut.engine.jobs import decide
from dropcut.local.exits import BadInput
from dropcut.steps.write_review import WRITTEN_FOR, Reviewing


def obey(home: Home, drop: JobId) -> None:
    """Take in the edits, if there are any. Raises BadInput for one that nobody would obey; the page stays as it is."""
    try:
        edit = home.folder.edited(drop, wording.FILE)
        if edit is None:
            return
        written_for = _written_for(home, drop)
        decisions = decisions_from(text_of(edit), written_for.cut, written_for.decisions)
    except Permanent as error:
        raise BadInput(error.message, error.hint) from error
    decide(home, drop, decisions.made)
    home.folder.absorb(drop, wording.FILE, edit)


def _written_for(home: Home, drop: JobId) -> Reviewing:
    delivery = home.folder.delivery(drop)
    if delivery is None or wording.FILE not in delivery.files:
        raise Permanent(f"Nobody knows which cut {wording.FILE} was written for.", "Delete it to have it written again.")
    made = origin(delivery.files[wording.FILE].path)
    try:
        with home.blobs.open(blob_path(made.task, made.epoch, WRITTEN_FOR)) as file:
            return Reviewing.load(file.read())
    except NotFound as error:
        raise Permanent(
            f"The cut that {wording.FILE} was written for is gone.",
            f"Rename {wording.FILE}, run the command again, and put your changes into the new one.",
        ) from error
