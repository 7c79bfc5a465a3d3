"""The ledger's calls about wishes: who wants which task."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dropcut.cloud.firestore import queries
from dropcut.cloud.firestore.asking import asked_for, portions
from dropcut.cloud.firestore.dropping import everything_dropped, groups_dropped, wishes_dropped
from dropcut.cloud.firestore.part import Part
from dropcut.cloud.firestore.portions import pages
from dropcut.cloud.firestore.retrying import Retrying
from dropcut.cloud.firestore.turn_documents import held, noticed, turn_path
from dropcut.cloud.firestore.writes import Seen, Write
from dropcut.domain.jobs import Turn
from dropcut.domain.names import JobId
from dropcut.domain.tasks import Task, Want
from dropcut.ports.ledger import WANTS_AT_ONCE, Asked


class WishCalls(Part):
    """Wishes: asking for tasks, and taking that back."""

    def request(self, turn: Turn, wants: Sequence[Want]) -> tuple[Asked, ...]:
        if len(wants) > WANTS_AT_ONCE:
            raise ValueError(f"{len(wants)} wants in one call: at most {WANTS_AT_ONCE}")
        answers: list[Asked] = []
        for portion in portions(wants):
            answers += self._store.settle(lambda portion=portion: asked_for(self._store, turn, portion))  # type: ignore[misc]
        return tuple(answers)

    def withdraw(self, turn: Turn, before: int, steps: Collection[str] | None = None) -> None:
        def in_turn() -> list[Write]:
            return [noticed(self._held(turn))]

        def is_old(revision: int, step: str) -> bool:
            return revision < before and (steps is None or step in steps)

        self._held(turn)
        groups_dropped(
            self._store,
            queries.old_groups(turn.job, before),
            lambda seen: is_old(seen.fields["revision"], seen.fields["step"]),
            in_turn,
        )
        wishes_dropped(
            self._store,
            turn.job,
            queries.long_wished_tasks(turn.job, before),
            lambda seen, wish: is_old(wish.revision, seen.task.id.step),
            in_turn,
        )

    def cancel_wishes(self, job: JobId) -> None:
        turn = self._store.read([turn_path(job)]).seen[0]
        if turn.there:
            everything_dropped(self._store, job, list)
            self._notice(job)

    def retry(self, job: JobId) -> tuple[Task, ...]:
        retrying = Retrying(self._store)
        for page in pages(self._store, queries.wished_tasks(job)):
            retrying.retry(page)
        self._notice(job)
        return retrying.claimable()

    def _held(self, turn: Turn) -> Seen:
        return held(turn, self._store.read([turn_path(turn.job)]).seen[0])

    def _notice(self, job: JobId) -> None:
        def decide() -> tuple[None, list[Write]]:
            turn = self._store.read([turn_path(job)]).seen[0]
            return None, [noticed(turn)] if turn.there else []

        self._store.settle(decide)
