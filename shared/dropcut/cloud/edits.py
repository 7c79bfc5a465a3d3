"""A `review.md` that somebody edited in the outbox of a bucket becomes decisions; of what nobody would obey the page tells."""

from __future__ import annotations

import structlog

from dropcut.cloud.events import Delivered
from dropcut.cloud.workplace import Workplace
from dropcut.domain.errors import NotFound, Permanent
from dropcut.engine.paper_edit import FILE, obeyed

log = structlog.get_logger(__name__)


def edited(workplace: Workplace, written: Delivered) -> None:
    """Look at what was written there, if it is a review. Our own deliveries are known as such. Raises Unavailable."""
    if written.file != FILE:
        return
    refusal = ""
    try:
        if obeyed(workplace.home, written.drop):
            log.info("an edited review is obeyed", job=str(written.drop))
    except NotFound:  # deleted meanwhile
        return
    except Permanent as error:
        refusal = str(error)
        log.warning("an edited review is not obeyed", job=str(written.drop), why=refusal)
    if workplace.pages is not None:
        workplace.pages().remark(written.drop, refusal)
