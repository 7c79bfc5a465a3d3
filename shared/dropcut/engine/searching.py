"""Searching the jobs of one owner: their indexes, merged on this machine, asked as one.

The merged file follows the ledger. It is for reading alone and can be thrown away: everything in it is in the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Final, Protocol

import structlog

from dropcut.domain.blobs import Blob
from dropcut.domain.errors import LostBlob, NotFound, Retryable
from dropcut.domain.names import Owner
from dropcut.domain.searching import INDEX, Answer, Hit, Indexed, Question
from dropcut.domain.values import Millis
from dropcut.domain.wording import count_of
from dropcut.engine.codec import lost
from dropcut.engine.home import Home
from dropcut.engine.twins import wherever
from dropcut.search.answering import found_by_words
from dropcut.search.by_meaning import found_by_meaning
from dropcut.search.merged import Merged
from dropcut.search.terms import terms_of

if TYPE_CHECKING:
    from dropcut.ports.meaning import Meaning

log = structlog.get_logger(__name__)

AT_ONCE: Final = Millis(0)
_LONG: Final = 10
_NO_WORDS: Final = 'There is no word in that: type one, or several, or a "phrase" in quotes.'
_LOST: Final = (
    "could not be looked through: their index is lost or of another version, and is made anew with their next change."
)


class Links(Protocol):
    """Knows where things can be played."""

    def link(self, hit: Hit) -> str:
        """Where a hit plays; empty where it cannot be."""


class Searching:
    """Answers questions about the jobs of a home. Safe for threads; a process needs one.

    `folder` is for files that can be thrown away. An answer is of what the ledger said at most ten times `fresh` ago: with
    0, which is the default, at this moment.
    """

    def __init__(self, home: Home, folder: Path, understanding: Callable[[], Meaning | None], fresh: Millis = AT_ONCE) -> None:
        self._home = home
        self._folder = folder
        self._understanding = understanding
        self._fresh = fresh
        self._lock = Lock()
        self._followed: dict[Owner, float] = {}
        self._unread: dict[Owner, int] = {}

    def answer(self, owner: Owner, question: Question, links: Links) -> Answer:
        """What of one owner's jobs was found: never anything of another's. Raises Retryable."""
        merged = Merged(self._folder / f"{owner}.sqlite")
        self._follow(owner, merged)
        terms = terms_of(question.words)
        with merged.read() as index:
            (jobs,) = index.execute("SELECT count(*) FROM job").fetchone()
            found = list(islice(found_by_words(index, question, terms), question.first, question.first + question.most + 1))
            hits = [each.hit for each in found[: question.most]]
            if terms and len(found) <= question.most and question.first == 0:
                seen = {each.number for each in found}
                meant = found_by_meaning(index, question, self._understanding, seen)
                hits += [each.hit for each in islice(meant, question.most - len(hits))]
        return Answer(
            words=question.words.encode("utf-8", "replace").decode(),
            hits=tuple(hit.model_copy(update={"link": links.link(hit)}) for hit in hits),
            more=len(found) > question.most,
            jobs=jobs,
            note=self._note(owner, has_words=bool(terms)),
        )

    def _note(self, owner: Owner, *, has_words: bool) -> str:
        if not has_words:
            return _NO_WORDS
        unread = self._unread.get(owner, 0)
        return f"{count_of(unread, 'job')} {_LOST}" if unread else ""

    def _follow(self, owner: Owner, merged: Merged) -> None:
        """At once when nobody asked for long; else in the background, so that nobody waits for what is seldom new."""
        with self._lock:
            before, now = self._followed.get(owner), monotonic()
            age = None if before is None else (now - before) * 1000
            if age is not None and age < self._fresh:
                return
            self._followed[owner] = now
        if age is None or age >= self._fresh * _LONG:
            self._catch_up(owner, merged)
        else:
            Thread(target=self._try_to_catch_up, args=(owner, merged), daemon=True, name="searching").start()

    def _try_to_catch_up(self, owner: Owner, merged: Merged) -> None:
        try:
            self._catch_up(owner, merged)
        except Retryable as trouble:
            log.warning("the index is not followed for now", owner=owner, why=str(trouble))

    def _catch_up(self, owner: Owner, merged: Merged) -> None:
        shown = indexes_of(self._home, owner)
        wanted = {name: indexed.index.sha256 for name, indexed in shown.items()}
        self._unread[owner] = merged.follow(wanted, lambda name: self._file(shown[name]))

    def _file(self, indexed: Indexed) -> Path | None:
        try:
            return wherever(self._home, indexed.index, self._local)
        except LostBlob as gone:
            log.warning("an index is lost", why=str(gone))
            return None

    def _local(self, blob: Blob) -> Path:
        try:
            return self._home.blobs.local(blob.path)
        except NotFound as error:
            raise lost(blob, "is missing") from error


def indexes_of(home: Home, owner: Owner) -> Mapping[str, Indexed]:
    """What each job of an owner shows."""
    return {str(job.id): Indexed.load(job.kept[INDEX]) for job in home.ledger.jobs(owner) if INDEX in job.kept}
