"""One deletion, from the word to the proof. Anybody may go on with it, at any moment and after any crash."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from secrets import token_hex
from typing import Final

import structlog

from dropcut.domain.deleting import FOOTAGE, Certificate, Deletion, Left, Whose
from dropcut.domain.errors import Conflict, NotFound, Permanent, Retryable
from dropcut.domain.names import JobId, owner_named
from dropcut.domain.opaque import Opaque
from dropcut.domain.wording import spoken
from dropcut.engine.deleting.artifacts import Artifacts
from dropcut.engine.deleting.deliveries import Deliveries
from dropcut.engine.deleting.notes import Notes
from dropcut.engine.deleting.tombs import Tombs
from dropcut.engine.home import Home
from dropcut.ports.records import Record, Records
from dropcut.ports.remains import Remains

log = structlog.get_logger(__name__)

_OPEN: Final = "deletions-open"
_PROOFS: Final = "deletions"
_AT_ONCE: Final = 100
_PASSES_AT_ONCE: Final = 3


def _nothing() -> None:
    """For homes whose stores forget by themselves."""


class Deleting:
    """Deletes in one home. `more` are the places that only this kind of home has, in the order in which they are cleared.

    `tidy` has the store itself forget, once nothing in it says a name any more.
    """

    def __init__(
        self, home: Home, records: Records, opaque: Opaque, more: Sequence[Remains] = (), tidy: Callable[[], None] = _nothing
    ) -> None:
        self._home = home
        self._records = records
        self._opaque = opaque
        self._tidy = tidy
        self._places: tuple[Remains, ...] = (Artifacts(home), Deliveries(home), Notes(records, opaque), *more)
        self.tombs = Tombs(records, opaque)

    def begin(self, whose: Whose, by: str) -> Deletion:
        """Write down that this is to go, for `by`, a person. Said twice, it is the same deletion."""
        under_way = next((each for each in self.under_way() if each.whose == whose), None)
        if under_way is not None:
            return under_way
        deletion = Deletion(id=token_hex(16), whose=whose, asked=self._records.now(), by=self._opaque.person(by))
        self._records.keep(_OPEN, deletion.id, deletion.dumped().decode())
        log.info("a deletion was asked for", deletion=deletion.id, of="owner" if whose.job is None else "job")
        return deletion

    def go_on(self, deletion: str) -> Certificate | Deletion:
        """Do what can be done now: the proof, or what is left, and why it waits. Raises NotFound, Unavailable, Retryable."""
        for _ in range(_PASSES_AT_ONCE):
            proof = self._records.record(_PROOFS, deletion)
            if proof is not None:
                return self._tidied(Certificate.load(proof.text))
            after = self._pass(self._opened(deletion))
            if after is None or after.waits:
                break
        proof = self._records.record(_PROOFS, deletion)
        return self._tidied(Certificate.load(proof.text)) if proof is not None else self._loaded(self._opened(deletion))

    def go_on_with_all(self) -> None:
        """Whatever is open: for the sweep. One that cannot go on holds up no other."""
        for record in tuple(self._all_open()):
            try:
                self.go_on(record.name)
            except (Retryable, Permanent) as trouble:
                log.warning("a deletion must wait", deletion=record.name, why=type(trouble).__name__)

    def looked(self, deletion: str) -> Certificate | Deletion:
        """How it stands, for whoever leaves the doing to others. Raises NotFound."""
        proof = self._records.record(_PROOFS, deletion)
        return Certificate.load(proof.text) if proof is not None else self._loaded(self._opened(deletion))

    def proof(self, deletion: str) -> Certificate:
        """What was written down at its end. Raises NotFound."""
        record = self._records.record(_PROOFS, deletion)
        if record is None:
            raise NotFound(f"There is no deletion {spoken(deletion)} that came to its end.", "It may still be under way.")
        return Certificate.load(record.text)

    def under_way(self) -> Iterator[Deletion]:
        """Those that have not come to their ends."""
        return (self._loaded(record) for record in self._all_open())

    def _bury(self, whose: Whose) -> None:
        job = whose.job
        drops = (job,) if job else [drop for drop in self._home.folder.drops() if drop.owner == whose.owner]
        for drop in drops:
            with suppress(Permanent):  # what cannot be listed is not begun by itself either: its job says why
                self.tombs.bury(drop, self._home.folder.files(drop))
        if job is None:
            self.tombs.bury_owner(whose.owner)

    def _pass(self, record: Record) -> Deletion | None:
        """One time through all places; None once the proof is written."""
        deletion = self._loaded(record)
        whose = deletion.whose
        if whose is None:
            return None
        if set(deletion.done) != {place.name for place in self._places}:
            deletion = deletion.model_copy(update={"passes": deletion.passes + 1})
        if not deletion.done:
            self._bury(whose)
        waits = ""
        for place in self._places:  # in their order: a later one may be what an earlier one finds its way by
            waits = "" if place.name in deletion.done else place.hindrance(whose)
            if waits:
                break
            if place.name not in deletion.done:
                deletion = deletion.model_copy(update={"done": {**deletion.done, place.name: place.clear(whose)}})
                record = self._kept(record, deletion)
        deletion = deletion.model_copy(update={"waits": waits})
        record = self._kept(record, deletion)
        return deletion if waits else self._proven(record, deletion, whose)

    def _proven(self, record: Record, deletion: Deletion, whose: Whose) -> Deletion | None:
        """Look everywhere once more; where something of ours came meanwhile, that place is cleared again."""
        found = {place.name: place.left(whose) for place in self._places}
        again = {name for name, left in found.items() if any(each.ours for each in left)}
        if again:
            done = {name: removed for name, removed in deletion.done.items() if name not in again}
            deletion = deletion.model_copy(update={"done": done})
            self._kept(record, deletion)
            return deletion
        proof = self._certificate(deletion, whose, [left for each in found.values() for left in each])
        with suppress(Conflict):  # somebody else came to the same end
            self._records.keep(_PROOFS, deletion.id, proof.dumped().decode())
        log.info("deleted", deletion=deletion.id, owner=proof.owner, job=proof.job)
        return None

    def _certificate(self, deletion: Deletion, whose: Whose, left: Sequence[Left]) -> Certificate:
        now = self._records.now()
        return Certificate(
            id=deletion.id,
            of="owner" if whose.job is None else "job",
            owner=self._opaque.owner(whose.owner),
            job=self._opaque.job(whose.job) if whose.job else "",
            by=deletion.by,
            asked=deletion.asked,
            ended=now,
            passes=deletion.passes,
            removed=tuple(each for place in deletion.done.values() for each in place if each.count or each.left),
            searched=tuple(place.name for place in self._places if whose.footage_goes or place.name != FOOTAGE),
            left=tuple(left),
            windows=tuple(window for place in self._places for window in place.windows(now)),
        )

    def _tidied(self, proof: Certificate) -> Certificate:
        """While the open record is there, the store may still hold names: it goes first, and only then is that tidied."""
        record = self._records.record(_OPEN, proof.id)
        if record is not None:
            record = self._kept(record, Deletion(id=proof.id, whose=None, asked=proof.asked, by=proof.by))
            self._tidy()
            self._records.drop(_OPEN, proof.id)
        return proof

    def _kept(self, record: Record, deletion: Deletion) -> Record:
        return self._records.keep(_OPEN, record.name, deletion.dumped().decode(), record.version)

    def _opened(self, deletion: str) -> Record:
        record = self._records.record(_OPEN, deletion)
        if record is None:
            raise NotFound(f"There is no deletion {spoken(deletion)}.", "Its id was told when it was asked for.")
        return record

    def _loaded(self, record: Record) -> Deletion:
        return Deletion.load(record.text)

    def _all_open(self) -> Iterator[Record]:
        after = ""
        while page := self._records.records(_OPEN, "", _AT_ONCE, after):
            yield from page
            after = page[-1].name


def job_or_owner(named: str) -> Whose:
    """What `<owner>/<drop>` or `<owner>` names. Raises Permanent."""
    if "/" not in named:
        return Whose(owner=owner_named(named))
    job = JobId.parse(named)
    return Whose(owner=job.owner, drop=job.name)
