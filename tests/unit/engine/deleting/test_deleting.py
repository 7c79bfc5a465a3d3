"""A deletion takes everything of a job or an owner and nothing of anybody else, whatever runs and whoever is killed."""

from __future__ import annotations

import json

import pytest

from dropcut.domain.deleting import Certificate, Deletion
from dropcut.domain.errors import NotFound, Stale, Unavailable
from dropcut.domain.names import JobId
from dropcut.domain.tasks import Claimed
from dropcut.domain.values import Instant
from dropcut.engine.jobs import submit, take_in
from dropcut.engine.sweep import sweep
from dropcut.local.memory.records import MemoryRecords
from dropcut.ports.records import Record
from tests.unit.engine.deleting.scene import HOLIDAY, THEIRS, WEDDING, Scene, of, whole
from tests.unit.engine.small_home import NO_QUIET


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_everything_of_a_job_goes_and_nothing_of_another(scene: Scene) -> None:
    for number, job in enumerate((HOLIDAY, WEDDING, THEIRS)):
        scene.make(job, 10 + number)
    theirs = scene.blobs("ben"), scene.tasks("ben")
    proof = scene.deleted(of(HOLIDAY))
    with pytest.raises(NotFound):
        scene.small.ledger.job(HOLIDAY)
    assert scene.small.folder.delivered(HOLIDAY) == {}
    assert (scene.blobs("ben"), scene.tasks("ben")) == theirs
    assert scene.small.folder.delivered(WEDDING) == {"total.txt": b"22"}
    assert {each.what for each in proof.removed} >= {"results", "artifacts", "delivered files"}
    scene.small.did()
    submit(scene.small.home, WEDDING, NO_QUIET)
    scene.work()
    assert scene.small.did() == {}


def test_what_another_job_needs_stays(scene: Scene) -> None:
    scene.make(HOLIDAY)
    scene.make(WEDDING)
    scene.deleted(of(HOLIDAY))
    assert scene.blobs() != []
    scene.small.did()
    scene.small.folder.drop_file(WEDDING, "take1.mp4", b"y" * 10)
    submit(scene.small.home, WEDDING, NO_QUIET)
    scene.work()
    assert scene.small.did() == {"measure": 1, "publish": 1}


def test_the_last_job_leaves_nothing(scene: Scene) -> None:
    scene.make(HOLIDAY)
    scene.deleted(of(HOLIDAY))
    assert (scene.blobs(), scene.tasks()) == ([], [])


def test_what_was_delivered_stays_when_that_is_said(scene: Scene) -> None:
    scene.make(HOLIDAY)
    scene.deleted(of(HOLIDAY, delivered=False))
    assert scene.small.folder.delivered(HOLIDAY) == {"total.txt": b"20"}


def test_what_its_user_changed_stays_and_is_told(scene: Scene) -> None:
    scene.make(HOLIDAY)
    scene.small.folder.edit(HOLIDAY, "total.txt", b"mine")
    proof = scene.deleted(of(HOLIDAY))
    assert scene.small.folder.delivered(HOLIDAY) == {"total.txt": b"mine"}
    assert [each.left for each in proof.removed if each.what == "delivered files"] == [1]


def test_nothing_goes_while_its_work_runs_and_that_work_can_end_no_more(scene: Scene) -> None:
    scene.small.folder.drop_file(HOLIDAY, "take1.mp4", b"x" * 10)
    submit(scene.small.home, HOLIDAY, NO_QUIET)
    scene.small.deliver(*scene.small.dispatch.receive(1))
    (task,) = scene.small.ledger.open_tasks(HOLIDAY, 9)
    claim = scene.small.ledger.claim(task.id, "somebody", "1", scene.small.home.catalog["measure"].lease)
    assert isinstance(claim, Claimed)
    waits = scene.delete(of(HOLIDAY))
    assert isinstance(waits, Deletion)
    assert "1 piece of work under way" in waits.waits
    scene.small.blobs.put(f"store/{task.id}/{claim.task.epoch}/late", b"late")
    scene.small.ledger.release(task.id, claim.task.epoch)
    assert isinstance(scene.deleting.go_on(waits.id), Certificate)
    assert (scene.blobs(), scene.tasks()) == ([], [])
    with pytest.raises(Stale):
        scene.small.ledger.release(task.id, claim.task.epoch)


def test_a_worker_that_died_holds_it_up_no_longer_than_its_lease(scene: Scene) -> None:
    scene.small.folder.drop_file(HOLIDAY, "take1.mp4", b"x" * 10)
    submit(scene.small.home, HOLIDAY, NO_QUIET)
    scene.small.deliver(*scene.small.dispatch.receive(1))
    (task,) = scene.small.ledger.open_tasks(HOLIDAY, 9)
    lease = scene.small.home.catalog["measure"].lease
    scene.small.ledger.claim(task.id, "somebody", "1", lease)
    assert isinstance(scene.delete(of(HOLIDAY)), Deletion)
    scene.wait(lease)
    scene.deleting.go_on_with_all()
    assert (scene.tasks(), list(scene.deleting.under_way())) == ([], [])


class DyingRecords(MemoryRecords):
    """Dies at a write, now and then: before it, or after."""

    every = 0
    _count = 0

    def keep(self, drawer: str, name: str, text: str, seen: int = 0, until: Instant | None = None) -> Record:
        self._count += 1
        dies = self.every and self._count % self.every == 0
        if dies and self._count % 2:
            raise Unavailable("The store does not answer.")
        kept = super().keep(drawer, name, text, seen, until)
        if dies:
            raise Unavailable("The store did not answer.")
        return kept


@pytest.mark.parametrize("every", [2, 3, 4, 5])
def test_killed_anywhere_it_goes_on_until_it_is_proven(scene: Scene, every: int) -> None:
    for job in (HOLIDAY, WEDDING):
        scene.make(job, len(job.name))
    begun = scene.deleting.begin(whole("ann"), "ann")
    dying = DyingRecords(scene.small.clock.now)
    dying._kept = scene.records._kept  # noqa: SLF001 - the same store, seen through a bad line
    dying.every = every
    deleting = type(scene.deleting)(scene.small.home, dying, scene.opaque)
    for _ in range(60):
        try:
            proof = deleting.go_on(begun.id)
        except Unavailable:
            continue
        if isinstance(proof, Certificate):
            break
    assert scene.deleting.proof(begun.id).of == "owner"
    scene.deleting.go_on_with_all()
    assert (scene.blobs(), scene.tasks(), list(scene.deleting.under_way())) == ([], [], [])


def test_a_deleted_drop_is_not_begun_again_by_itself_until_a_file_changes(scene: Scene) -> None:
    home = scene.small.home_with(scene.deleting.tombs.holds)
    scene.make(HOLIDAY)
    scene.deleted(of(HOLIDAY))
    take_in(home, HOLIDAY, NO_QUIET)
    with pytest.raises(NotFound):
        scene.small.ledger.job(HOLIDAY)
    scene.small.folder.drop_file(HOLIDAY, "take2.mp4", b"new")
    take_in(home, HOLIDAY, NO_QUIET)
    assert scene.small.ledger.job(HOLIDAY).id == HOLIDAY


def test_whoever_asks_for_a_deleted_drop_by_its_name_gets_it_anew(scene: Scene) -> None:
    scene.make(HOLIDAY)
    scene.deleted(of(HOLIDAY))
    scene.make(HOLIDAY)
    assert scene.small.folder.delivered(HOLIDAY) == {"total.txt": b"20"}
    scene.deleted(of(HOLIDAY))
    assert (scene.blobs(), scene.tasks()) == ([], [])


def test_the_proof_names_nobody_and_nothing_is_left_that_does(scene: Scene) -> None:
    scene.make(HOLIDAY)
    proof = scene.deleted(whole("ann"))
    said = proof.dumped().decode()
    assert "ann" not in said.replace("scanned", "")
    assert "holiday" not in said
    assert proof.owner == scene.opaque.owner(HOLIDAY.owner)
    kept = json.dumps([record.text for record in scene.records._kept.values()])  # noqa: SLF001 - every byte of the store
    assert "ann" not in kept
    assert "holiday" not in kept


def test_a_sweep_meanwhile_brings_nothing_back(scene: Scene) -> None:
    scene.make(HOLIDAY)
    scene.deleted(of(HOLIDAY))
    sweep(scene.small.home)
    scene.work()
    assert (scene.blobs(), scene.tasks()) == ([], [])


def test_said_twice_it_is_the_same_deletion(scene: Scene) -> None:
    first, again = (scene.deleting.begin(of(HOLIDAY), "ann") for _ in range(2))
    assert first.id == again.id
    assert scene.deleting.begin(of(JobId.parse("ann/other")), "ann").id != first.id


def test_an_owner_whose_name_begins_alike_is_another_one(scene: Scene) -> None:
    for name in ("ann/a", "ann-b/a", "ann.b/a", "annb/a"):
        scene.make(JobId.parse(name))
    scene.deleted(whole("ann"))
    assert [str(job.id) for job in scene.small.ledger.jobs()] == ["ann-b/a", "ann.b/a", "annb/a"]
    assert scene.blobs() == []
    assert all(scene.blobs(owner) for owner in ("ann-b", "ann.b", "annb"))


def test_whoever_deletes_from_where_no_file_is_seen_keeps_the_older_ones_from_beginning(scene: Scene) -> None:
    tombs, old = scene.deleting.tombs, scene.small.folder.drop_file(HOLIDAY, "take1.mp4", b"x", scene.small.clock.now())
    scene.wait(10)
    tombs.bury(HOLIDAY, ())
    scene.wait(10)
    assert tombs.holds(HOLIDAY, (old,))
    new = scene.small.folder.drop_file(HOLIDAY, "take2.mp4", b"x", scene.small.clock.now())
    assert not tombs.holds(HOLIDAY, (old, new))
    tombs.bury(WEDDING, ())
    assert not tombs.holds(WEDDING, (new, new.model_copy(update={"modified": scene.small.clock.now() + 1})))
