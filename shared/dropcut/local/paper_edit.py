"""What a person changed in the delivered `review.md` becomes decisions, before the drop is cut again."""

from __future__ import annotations

from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId
from dropcut.engine.home import Home
from dropcut.engine.paper_edit import obeyed
from dropcut.local.exits import BadInput


def obey(home: Home, drop: JobId) -> bool:
    """Take in the edits, and say whether there were any.

    Raises BadInput for one that nobody would obey; the page stays as it is.
    """
    try:
        return obeyed(home, drop)
    except Permanent as error:
        raise BadInput(error.message, error.hint) from error
