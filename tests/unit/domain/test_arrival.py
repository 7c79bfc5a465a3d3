"""Which files of a drop count: those that stayed the same for the quiet time, whatever order the listings come in."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.domain.arrival import is_partial, observed
from dropcut.domain.blobs import FileVersion
from dropcut.domain.jobs import Arriving, Job, JobState, settled
from dropcut.domain.kinds import Kind
from dropcut.domain.names import JobId, Owner
from dropcut.domain.sorting import is_go, kind_of
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


# What browsers and sync clients bring


def test_what_is_being_brought_is_waited_for_and_never_counts() -> None:
    job = look(new_job(), 0, file("a.mp4"), file(".b.mp4.Xy12zQ", "1"))
    job = look(job, 1_000, file("a.mp4"), file(".b.mp4.Xy12zQ", "2"))
    assert job.files == (file("a.mp4"),)
    assert [item.meant for item in job.coming(Instant(1_000))] == ["b.mp4"]
    assert not settled(job, Instant(6_999))


def test_what_stopped_growing_before_it_was_whole_is_waited_for_no_longer() -> None:
    job = look(look(new_job(), 0, file("a.mp4"), file("b.mp4.part")), 1_000, file("a.mp4"), file("b.mp4.part"))
    assert settled(job, Instant(6_000))
    assert [item.file.path for item in job.stalled(Instant(6_000))] == ["b.mp4.part"]
    goes_on = look(job, 7_000, file("a.mp4"), file("b.mp4.part", "2"))
    assert not settled(goes_on, Instant(7_001))
    assert goes_on.revision == job.revision


def test_a_file_beside_its_own_download_is_not_there_while_that_grows() -> None:
    """Firefox and aria2 make the file itself first: empty, or as long as it will be."""
    listing = (file("b.mp4"), file("b.mp4.aria2"))
    job = look(look(new_job(), 0, *listing), 1_000, *listing)
    assert job.files == ()
    assert [item.meant for item in job.coming(Instant(1_000))] == ["b.mp4"]
    assert look(job, 1_100, file("b.mp4")).files == (file("b.mp4"),)
    assert look(job, 6_000, *listing).files == (file("b.mp4"),)


def test_a_renamed_download_is_a_file_that_must_be_quiet_too() -> None:
    job = look(look(new_job(), 0, file("b.mp4.crdownload")), 900, file("b.mp4"))
    assert job.files == ()
    assert look(job, 1_900, file("b.mp4")).files == (file("b.mp4"),)


def test_who_says_that_all_is_there_waits_for_nothing_unfinished() -> None:
    assert look(new_job(Millis(0)), 0, file("a.mp4"), file("b.mp4.part")).files == (file("a.mp4"),)
    assert settled(look(new_job(Millis(0)), 0, file("a.mp4"), file("b.mp4.part")), Instant(0))


# When the drop has settled


def test_the_drop_has_settled_one_quiet_time_after_the_last_change_and_not_two() -> None:
    job = look(look(new_job(), 0, file("a")), 1_000, file("a"))
    assert (job.changed, job.settled_at) == (0, 1_000)
    assert settled(job, Instant(1_000))


def test_a_file_that_went_is_a_change_of_that_moment() -> None:
    job = look(look(new_job(), 0, file("a"), file("b")), 1_000, file("a"), file("b"))
    gone = look(job, 5_000, file("a"))
    assert not settled(gone, Instant(5_999))
    assert settled(gone, Instant(6_000))


def test_go_counts_at_once_and_ends_the_waiting_for_more() -> None:
    job = look(look(new_job(), 0, file("a")), 1_000, file("a"))
    later = look(job, 1_500, file("a"), file("b"))
    assert not settled(later, Instant(1_600))
    told = look(later, 1_600, file("a"), file("b"), file("GO"))
    assert {each.path for each in told.files} == {"a", "GO"}
    assert not settled(told, Instant(1_600))
    whole = look(told, 2_500, file("a"), file("b"), file("GO"))
    assert settled(whole, Instant(2_500))
    assert settled(look(whole, 2_600, file("a"), file("b"), file("GO"), file("c.mp4.part")), Instant(2_600))


@pytest.mark.parametrize("name", ["GO", "go", "GO.txt", "GO.docx"])
def test_go_is_no_script(name: str) -> None:
    assert is_go(name)
    assert kind_of(name) is Kind.OTHER


@pytest.mark.parametrize("name", ["go.md", "cam b/GO", "GO.md", "let's GO", "GO.mp4"])
def test_other_names_say_nothing(name: str) -> None:
    assert not is_go(name)
