"""Changing any number of documents, a portion a commit.

Between two commits some are changed and some are not. Whoever is stopped there says it again: nothing rests on half of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dropcut.cloud.firestore.patience import Patience
from dropcut.cloud.firestore.queries import Query
from dropcut.cloud.firestore.store import Store
from dropcut.cloud.firestore.writes import Seen, Write

Fence = Callable[[], Sequence[Write]]
"""What is written with each portion, made anew each time; raises when nothing more may be written."""
Change = Callable[[Seen], Write | None]

_AT_ONCE = 80
"""A task holds some 32 KiB of inputs or result, and less than a commit takes."""


def pages(store: Store, query: Query) -> Iterator[list[Seen]]:
    """What a query finds, so many at a time; each may be changed meanwhile."""
    after = None
    while page := store.find(query.page(_AT_ONCE, after)).seen:
        yield list(page)
        if len(page) < _AT_ONCE:
            return
        after = tuple(page[-1].fields[field] for field in query.order)


def changed(store: Store, documents: Sequence[Seen], change: Change, fence: Fence) -> bool:
    """Write what `change` makes of each document, all together or, where others write them too, part by part.

    Whether there was anything to write. `change` is asked again of a document that somebody wrote meanwhile.
    """
    portions = [list(documents[begin : begin + _AT_ONCE]) for begin in range(0, len(documents), _AT_ONCE)]
    any_written, patience = False, Patience()
    while portions:
        portion = portions.pop()
        writes = [write for seen in portion if seen.there and (write := change(seen)) is not None]
        if not writes:
            continue
        if store.commit([*fence(), *writes]):
            any_written, patience = True, Patience()
            continue
        patience.wait(portion[0].path)
        anew = list(store.read([seen.path for seen in portion]).seen)
        half = len(anew) // 2
        portions += [part for part in (anew[:half], anew[half:]) if part]
    return any_written
