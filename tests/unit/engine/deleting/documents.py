"""What a deletion keeps, by the names of the files that guard its shape."""

from __future__ import annotations

from dropcut.domain.deleting import Certificate, Deletion, Left, Removed, Whose, Window
from dropcut.domain.documents import Document
from dropcut.domain.names import Owner
from dropcut.domain.values import Instant

_MOMENT = Instant(1_793_000_000_123)
_GONE = Removed(what="delivered files", count=9, bytes=70_000, left=1)

EXAMPLES: dict[str, Document] = {
    "deletion@1": Deletion(
        id="0" * 32,
        whose=Whose(owner=Owner("ann"), drop="holiday", delivered=False, footage=False),
        asked=_MOMENT,
        by="person:0123456789abcdef",
        done={"deliveries": (_GONE,)},
        passes=2,
        waits="1 piece of work under way must end first.",
    ),
    "certificate@1": Certificate(
        id="0" * 32,
        of="job",
        owner="owner:0123456789abcdef",
        job="job:0123456789abcdef",
        by="person:0123456789abcdef",
        asked=_MOMENT,
        ended=Instant(_MOMENT + 5),
        passes=1,
        removed=(_GONE,),
        searched=("jobs and artifacts", "deliveries"),
        left=(Left(what="deliveries", count=1, why="Its user put it there.", ours=False),),
        windows=(Window(of="backups", until=Instant(_MOMENT + 9), why="They last so long."),),
    ),
}
