"""After a deletion every store is searched, byte by byte: nothing says the owner's name, or a word of the script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dropcut.domain.deleting import Certificate, Whose
from dropcut.domain.names import JobId, Owner
from dropcut.domain.values import Millis
from dropcut.engine.advance import advance
from dropcut.engine.home import Home
from dropcut.engine.jobs import submit
from tests.conformance.remains_homes import HOMES, WORD, KeptHome

ANN, BEN = Owner("annabelle"), Owner("benedict")
HOLIDAY, WEDDING, TRIP = JobId(ANN, "holiday"), JobId(ANN, "wedding"), JobId(BEN, "trip")
THEIRS = f"{WORD} of {BEN}"


@pytest.fixture(params=HOMES)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KeptHome]:
    with HOMES[request.param](tmp_path) as made:
        for job in (HOLIDAY, WEDDING, TRIP):
            made.make(job)
        made.leave_traces(ANN)
        yield made


def deleted(kept: KeptHome, whose: Whose) -> Certificate:
    proof = kept.deleting.go_on(kept.deleting.begin(whose, "corp:somebody").id)
    assert isinstance(proof, Certificate)
    return proof


def test_an_owner_is_gone_from_every_store(kept: KeptHome) -> None:
    assert len(kept.saying(WORD, ANN)) > 20
    before = kept.saying(THEIRS)
    proof = deleted(kept, Whose(owner=ANN, footage=True))
    assert kept.saying(ANN, f"{WORD} of {ANN}") == []
    assert [each for each in kept.saying(WORD) if BEN not in each and "/store/" not in each and "sqlite" not in each] == []
    assert set(before) <= set(kept.saying(THEIRS)) | {each for each in before if "sqlite" in each}
    counted = {each.what: each.count for each in proof.removed}
    assert counted["artifacts"] > 20
    assert counted["results"] > 20
    assert counted["roles"] == 2


def test_footage_stays_unless_it_is_said(kept: KeptHome) -> None:
    deleted(kept, Whose(owner=ANN))
    says = kept.saying(f"{WORD} of {ANN}")
    assert says
    assert all("inbox" in each for each in says)
    assert {str(job) for job in kept.home.folder.drops()} >= {str(HOLIDAY), str(WEDDING)}


def test_a_job_is_gone_from_every_store_and_the_others_are_whole(kept: KeptHome) -> None:
    words = f"{WORD} of {ANN} in holiday"
    assert len(kept.saying(words)) > 5
    deleted(kept, Whose(owner=ANN, drop="holiday"))
    assert [each for each in kept.saying(words, "holiday") if "inbox" not in each] == []
    assert kept.home.folder.delivery(WEDDING) is not None
    assert kept.home.folder.delivery(TRIP) is not None
    submit(kept.home, WEDDING, Millis(0))
    assert kept.home.ledger.job(WEDDING).revision == 1
    assert rests(kept.home, WEDDING)


def rests(home: Home, job: JobId) -> bool:
    """Whether nothing of it has to be made again."""
    advance(home, job)
    return not home.ledger.open_tasks(job, 1)


def test_what_was_deleted_is_not_begun_again_by_itself(kept: KeptHome) -> None:
    deleted(kept, Whose(owner=ANN, drop="holiday"))
    tombs = kept.deleting.tombs
    assert tombs.holds(HOLIDAY, kept.home.folder.files(HOLIDAY))
    kept.put(HOLIDAY, "take2.txt", b"new")
    assert not tombs.holds(HOLIDAY, kept.home.folder.files(HOLIDAY))


def test_the_certificate_says_where_bytes_could_still_be_brought_back_from(kept: KeptHome) -> None:
    proof = deleted(kept, Whose(owner=ANN, drop="holiday"))
    assert proof.windows
    assert all(window.until is None or window.until > proof.ended for window in proof.windows)
    assert "holiday" not in proof.dumped().decode()


def test_said_again_each_place_has_nothing_to_do(kept: KeptHome) -> None:
    deleted(kept, Whose(owner=ANN, footage=True))
    again = deleted(kept, Whose(owner=ANN, footage=True))
    assert again.removed == ()
