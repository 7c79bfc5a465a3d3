"""A drop that came from Drive is deleted with our copies of it and with what we put into its folder, and stays so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dropcut.cloud.deleting.wiring import InDrive, Stores, deleting
from dropcut.cloud.drive.api import Drive
from dropcut.cloud.drive.sending import Sender
from dropcut.cloud.settings import Recovery
from dropcut.domain.deleting import Certificate, Deletion, Whose
from dropcut.domain.opaque import Opaque
from dropcut.engine.deleting.deleting import Deleting
from tests.conformance.remains_homes import documents
from tests.drive.stage import ANN, Stage, stage_in


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with stage_in(tmp_path) as made:
        yield made


def of(stage: Stage, *, in_drive: bool = True) -> Deleting:
    """As the function for Drive deletes, or as any other does."""
    means, database = stage.means, stage._firestore  # noqa: SLF001 - the database of this stage
    there = InDrive(Drive(means.connection), Sender(means.connection)) if in_drive else None
    law = deleting(means.home, Stores(database, means.inbox, stage.outbox), Opaque(b"key"), Recovery(), there)
    stage.means = replace(means, home=replace(means.home, withheld=law.tombs.holds))
    return law


def delivered(stage: Stage) -> str:
    """A drop with footage, copied and delivered; gives its folder."""
    folder = stage.drive.folder("Wedding", stage.root.folder)
    stage.drive.put(folder, "take1.mp4", b"film")
    stage.poll()
    stage.publish("Wedding", 1, cut_mp4=b"made")
    stage.poll()
    assert stage.cut(folder) == {"cut.mp4": b"made"}
    return folder


def delete(stage: Stage, whose: Whose) -> Certificate:
    """As polls do it: news of what was taken away comes with the next one."""
    law = of(stage)
    begun = law.begin(whose, "ann")
    assert isinstance(law.go_on(begun.id), Deletion)
    stage.poll(1)
    proof = law.go_on(begun.id)
    assert isinstance(proof, Certificate)
    return proof


def saying(stage: Stage, word: str) -> list[str]:
    found = [path for path, data in documents(stage._firestore) if word.encode() in data or word in path]  # noqa: SLF001 - the same
    return found + [each.name for bucket in (stage.inbox, stage.outbox) for each in bucket.list("") if word in each.name]


def test_copies_documents_and_what_was_put_into_drive_go(stage: Stage) -> None:
    folder = delivered(stage)
    assert saying(stage, "Wedding")
    proof = delete(stage, Whose(owner=ANN, drop="Wedding"))
    assert stage.in_drive(folder) == {"take1.mp4": b"film"}
    assert saying(stage, "Wedding") == []
    assert {window.of for window in proof.windows} >= {"the bin of Google Drive"}


def test_it_is_not_copied_again_until_something_in_it_changes(stage: Stage) -> None:
    folder = delivered(stage)
    delete(stage, Whose(owner=ANN, drop="Wedding"))
    stage.poll(3)
    assert saying(stage, "Wedding") == []
    stage.drive.put(folder, "take2.mp4", b"later")
    stage.poll(3)
    assert stage.files("Wedding")["take2.mp4"] == b"later"


def test_whoever_cannot_reach_drive_leaves_that_to_the_function_that_can(stage: Stage) -> None:
    folder = delivered(stage)
    law = of(stage, in_drive=False)
    waits = law.go_on(law.begin(Whose(owner=ANN, drop="Wedding"), "ann").id)
    assert isinstance(waits, Deletion)
    assert "the function for Drive" in waits.waits
    for _ in range(2):
        of(stage).go_on_with_all()
        stage.poll(1)
    assert isinstance(of(stage).looked(waits.id), Certificate)
    assert stage.in_drive(folder) == {"take1.mp4": b"film"}
    assert saying(stage, "Wedding") == []


def test_what_its_user_changed_in_drive_stays(stage: Stage) -> None:
    folder = delivered(stage)
    cut = stage.delivered(folder).files["cut.mp4"].id
    stage.drive.replace(cut, b"mine")
    delete(stage, Whose(owner=ANN, drop="Wedding"))
    assert not stage.drive.items[cut].trashed


def test_an_owner_is_gone_with_every_folder_and_looked_at_no_more(stage: Stage) -> None:
    delivered(stage)
    assert delete(stage, Whose(owner=ANN)).of == "owner"
    assert of(stage).tombs.holds_owner(ANN)
    assert saying(stage, f"{ANN}~") == []
