"""A folder that cannot be looked at ends its job with the reason, and the job goes on once it can."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import Permanent
from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from dropcut.domain.values import Millis
from dropcut.engine import jobs
from dropcut.engine.why import why
from dropcut.local.memory.folder import MemoryFolder
from dropcut.ports.recipe import Do, Drop
from tests.unit.engine.small_home import JOB, SmallHome, row
from tests.unit.engine.steps import Number, measure

QUIET = Millis(60_000)


def measuring(drop: Drop, do: Do) -> Number:
    drop.wait_until_settled()
    return do(measure, drop.files[0])


class Folder(MemoryFolder):
    """One that may hold more than is read."""

    crammed = False

    def files(self, drop: JobId) -> tuple[FileVersion, ...]:
        if self.crammed:
            raise Permanent("It holds more than 2,000 files.", "Keep only the footage in it.")
        return super().files(drop)


@contextmanager
def crammed(folder: Folder) -> Iterator[None]:
    folder.crammed = True
    yield
    folder.crammed = False


def a_home() -> tuple[SmallHome, Folder]:
    home = SmallHome(measuring, row(measure))
    folder = Folder(home.blobs)
    home.folder = folder
    home.home = home.with_recipe(measuring, row(measure))
    folder.drop_file(JOB, "clip.mp4", b"xyz")
    return home, folder


def test_a_job_whose_folder_holds_too_much_when_it_is_advanced_fails_with_the_reason() -> None:
    home, folder = a_home()
    jobs.submit(home.home, JOB, QUIET)
    with crammed(folder):
        assert home.work().state is JobState.FAILED
    assert why(home.home, home.job) == "It failed. It holds more than 2,000 files. Keep only the footage in it."


def test_a_new_job_and_one_that_is_done_fail_too() -> None:
    home, folder = a_home()
    with crammed(folder):
        assert home.submit().state is JobState.FAILED
    assert home.submit().state is JobState.DONE
    with crammed(folder):
        assert home.later(1_000).state is JobState.FAILED


def test_it_goes_on_once_the_folder_can_be_read_even_as_it_was_before() -> None:
    home, folder = a_home()
    assert home.submit().state is JobState.DONE
    revision = home.job.revision
    with crammed(folder):
        home.later(1_000)
    assert home.later(1_000).state is JobState.DONE
    assert home.job.revision == revision + 1


def test_looking_again_in_vain_changes_nothing() -> None:
    home, folder = a_home()
    with crammed(folder):
        before = home.submit()
        assert [home.later(1_000).version for _ in range(3)] == [before.version] * 3


def test_what_was_cancelled_stays_cancelled() -> None:
    home, folder = a_home()
    jobs.submit(home.home, JOB, QUIET)
    jobs.cancel(home.home, JOB)
    with crammed(folder):
        assert home.submit().state is JobState.CANCELLED
