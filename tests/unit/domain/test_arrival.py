"""Which files of a drop count: those that stayed the same for the quiet time, whatever order the listings come in."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.domain.arrival import is_partial, observed
from dropcut.domain.blobs import FileVersion
from dropcut.domain.jobs import Arriving, Job, JobState
from dropcut.domain.names import JobId, Owner
from dropcut.domain.values import Instant, Millis

QUIET = Millis(1_000)


def file(path: str, version: str = "1") -> FileVersion:
    return FileVersion(path=path, version=version, size=len(path))


def new_job(quiet: Millis = QUIET) -> Job:
    return Job(id=JobId(Owner("ann"), "holiday"), quiet=quiet)


def look(job: Job, now: int, *files: FileVersion) -> Job:
    return observed(job, files, Instant(now))


def test_a_file_counts_once_it_stayed_the_same_for_the_quiet_time() -> None:
    job = look(new_job(), 0, file("a"))
    assert (job.files, job.arriving) == ((), (Arriving(file=file("a"), since=Instant(0)),))
    assert look(job, 999, file("a")) is job
    there = look(job, 1_000, file("a"))
    assert (there.files, there.arriving, there.revision) == ((file("a"),), (), job.revision + 1)


def test_a_file_that_grows_waits_again() -> None:
    job = look(look(new_job(), 0, file("a", "1")), 900, file("a", "2"))
    assert look(job, 1_500, file("a", "2")).files == ()
    assert look(job, 1_900, file("a", "2")).files == (file("a", "2"),)


def test_nothing_new_is_no_change_at_all() -> None:
    job = look(look(new_job(), 0, file("a")), 1_000, file("a"))
    assert look(job, 2_000, file("a")) is job


def test_a_file_that_went_counts_no_more_and_bumps_the_revision_once() -> None:
    job = look(look(new_job(), 0, file("a"), file("b")), 1_000, file("a"), file("b"))
    gone = look(job, 1_100, file("b"))
    assert (gone.files, gone.revision) == ((file("b"),), job.revision + 1)
    assert look(gone, 1_200, file("b")) is gone


def test_a_file_that_changed_is_out_until_it_is_quiet() -> None:
    job = look(look(new_job(), 0, file("a", "1")), 1_000, file("a", "1"))
    changing = look(job, 1_100, file("a", "2"))
    assert (changing.files, [item.file.version for item in changing.arriving]) == ((), ["2"])
    assert look(changing, 2_100, file("a", "2")).files == (file("a", "2"),)


def test_a_file_that_comes_and_goes_leaves_no_trace() -> None:
    assert look(look(new_job(), 0, file("a")), 10) == new_job()


def test_with_no_quiet_time_files_count_at_once() -> None:
    assert look(new_job(Millis(0)), 0, file("b"), file("a")).files == (file("a"), file("b"))


def test_a_job_that_was_done_works_again_when_its_files_change() -> None:
    job = look(look(new_job(), 0, file("a")), 1_000, file("a")).with_(state=JobState.DONE, ended=Instant(1_500))
    assert look(job, 2_000).state is JobState.WORKING


@pytest.mark.parametrize(
    "path",
    [
        "take.mp4.part",
        "A.CRDOWNLOAD",
        ".DS_Store",
        "cam b/.hidden/take.mp4",
        "~$script.docx",
        "sub/._take.mp4",
        "x.tmp",
        ".part",
    ],
)
def test_what_is_still_coming_or_hidden_is_no_file(path: str) -> None:
    assert is_partial(path)
    assert look(new_job(Millis(0)), 0, file(path)).files == ()


@pytest.mark.parametrize("path", ["take.mp4", "part", "my.part/take.mp4", "temp", "a~$b.mov", "x.partial.mov"])
def test_what_only_looks_like_it_is_one(path: str) -> None:
    assert not is_partial(path)


@given(
    st.lists(
        st.tuples(st.integers(1, 600), st.dictionaries(st.sampled_from("abcd"), st.integers(1, 3), max_size=4)), max_size=20
    ),
    st.dictionaries(st.sampled_from("abcd"), st.integers(1, 3), max_size=4),
    st.randoms(use_true_random=False),
)
def test_whatever_was_listed_before_the_last_state_counts_after_the_quiet_time(
    before: list[tuple[int, dict[str, int]]], last: dict[str, int], random: Random
) -> None:
    job, now = new_job(), 0
    for wait, listing in before:
        now += wait
        job = look(job, now, *(file(path, str(version)) for path, version in listing.items()))
        assert list(job.files) == sorted(job.files, key=lambda item: item.path)
        assert not set(job.files) & {item.file for item in job.arriving}
    stands = [file(path, str(version)) for path, version in last.items()]
    for moment in (now, now + QUIET, now + 2 * QUIET):
        random.shuffle(stands)
        job = look(job, moment, *stands)
    assert set(job.files) == set(stands)
    assert job.arriving == ()
    assert look(job, now + 3 * QUIET, *stands) is job
