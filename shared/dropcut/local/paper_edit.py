"""What a person changed in the delivered `review.md` becomes decisions, before the drop is cut again."""

from __future__ import annotations

from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId
from dropcut.engine.home import Home
from dropcut.engine.jobs import decide
from dropcut.engine.paper_edit import FILE, decisions_in
from dropcut.local.exits import BadInput


def obey(home: Home, drop: JobId) -> bool:
    """Take in the edits, and say whether there were any.

    Raises BadInput for one that nobody would obey; the page stays as it is.
    """
    try:
        edit = home.folder.edited(drop, FILE)
        if edit is None:
            return False
        decisions = decisions_in(home, drop, edit)
    except Permanent as error:
        raise BadInput(error.message, error.hint) from error
    decide(home, drop, decisions.made)
    home.folder.absorb(drop, FILE, edit)
    return True
