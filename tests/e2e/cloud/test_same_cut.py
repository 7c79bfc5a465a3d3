"""The example, or a part of it, dropped into a bucket is cut as one machine cuts it: the same keys, frames and sound."""

from __future__ import annotations

from pathlib import Path
from random import Random
from time import time

import pytest

from dropcut.domain.jobs import JobState
from tests.e2e.cloud.estate import INBOX, Estate, Plan, estate
from tests.e2e.cloud.face import faced, hooked, shows
from tests.e2e.cloud.person import Person
from tests.e2e.cloud.pipeline import HASTY
from tests.e2e.cloud.sameness import BOAT, WITHIN_S, cut, cut_by_one_machine, decoded, logs_in, same
from tests.e2e.cloud.trouble import MISHAPS, killing
from tests.e2e.product import EXAMPLE, FOOTAGE, PART, lay_a_part

FILES = {name: EXAMPLE / name for name in FOOTAGE}


@pytest.mark.timeout(900)
def test_the_cloud_cuts_as_one_machine_does(tmp_path: Path) -> None:
    alone = tmp_path / "alone" / BOAT.name
    lay_a_part(alone)
    cut(alone)
    with estate(logs_in(tmp_path), Plan(mounted=True, quiet_s=8.0)) as home, faced(home, BOAT.owner) as face:
        hook = hooked(face, BOAT.owner)
        _submitted(home, alone, tmp_path / "person")
        job = home.wait(BOAT, WITHIN_S)
        assert (job.state, job.revision) == (JobState.DONE, 1), home.logs()
        same(home, alone, tmp_path)
        assert not home.jobs.failed(), home.logs()
        shows(face, BOAT, hook, "sheet of paper")
        assert "dropcut.cloud.functions" in home.imported()
        assert not [name for name in home.imported() if name.startswith("dropcut.local")]


@pytest.mark.soak
@pytest.mark.timeout(2_400)
@pytest.mark.parametrize("seed", range(3))
def test_the_same_is_cut_whatever_happens_on_the_way(tmp_path: Path, seed: int) -> None:
    alone = cut_by_one_machine(tmp_path / "alone", FILES)
    began = time()
    with estate(logs_in(tmp_path), Plan(pipeline=HASTY, mishaps=MISHAPS, patience_s=5, apart=True)) as home:
        with killing(home, Random(seed)) as killed:
            _drop(home)
            job = home.wait(BOAT, 5 * WITHIN_S)
        print(f"seed {seed}: {killed}, {time() - began:.0f} s")  # noqa: T201 - for whoever writes the result down
        assert job.state is JobState.DONE, home.logs()
        delivery = home.delivery(BOAT)
        assert delivery is not None
        assert delivery.revision == job.revision
        same(home, alone, tmp_path)


def _drop(home: Estate) -> None:
    home.upload(BOAT, FILES)


def _submitted(home: Estate, folder: Path, place: Path) -> None:
    """As a person does it: a folder with what one machine has made beside the footage, followed until it is delivered."""
    where = ("--to", f"gs://{INBOX}/inbox/{BOAT.owner}/", "--get", place / "cut")
    done = Person(place, home.environment).types("submit", folder, *where, limit_s=WITHIN_S)
    assert done.code == 0, done.errors + home.logs()
    assert done.out.startswith(f'Done: "{place}/cut/cut.mp4" and ') or done.out.startswith(f"Done: {place}/cut/cut.mp4 and ")
    assert f"upload {len(PART) + 1}/{len(PART) + 1}" in done.errors
    assert decoded(place / "cut" / "cut.mp4") == decoded(folder / "cut" / "cut.mp4")
