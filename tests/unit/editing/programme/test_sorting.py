"""Which file of a drop is what."""

from __future__ import annotations

import pytest

from dropcut.domain.errors import Permanent
from dropcut.editing.programme.sorting import Sorted, sorted_files
from tests.unit.editing.programme.clips import asset, clip


def files(*names: str) -> Sorted:
    return sorted_files(clip(name).asset if name.endswith((".mp4", ".wav")) else asset(name) for name in names)


def test_footage_is_ordered_by_name() -> None:
    assert [clip.name for clip in files("b.mp4", "a.wav", "script.md").footage] == ["a.wav", "b.mp4"]


def test_one_script_is_the_script_whatever_its_name() -> None:
    found = files("a.mp4", "words.fountain").script
    assert found is not None
    assert found.name == "words.fountain"


def test_of_several_the_one_called_script_counts() -> None:
    found = files("a.mp4", "notes.txt", "Script.md").script
    assert found is not None
    assert found.name == "Script.md"


def test_several_scripts_are_refused_with_their_names() -> None:
    with pytest.raises(Permanent, match=r"a\.md and b\.txt could each be the script"):
        files("b.txt", "a.md")


def test_subtitles_beside_their_clip_are_its_transcript() -> None:
    found = files("take1.mp4", "take1.srt", "take2.wav", "take2.json")
    assert [each.name for each in found.sidecars] == ["take1.srt", "take2.json"]
    assert found.script is None


def test_subtitles_of_no_clip_are_the_script() -> None:
    found = files("take1.mp4", "film.vtt").script
    assert found is not None
    assert found.name == "film.vtt"


def test_a_drop_may_be_empty() -> None:
    assert files() == Sorted(footage=(), script=None, settings=None, sidecars=())


def test_a_page_about_the_folder_is_no_script() -> None:
    assert files("a.mp4", "README.md").script is None


def test_a_script_that_cannot_be_read_is_refused_rather_than_overlooked() -> None:
    with pytest.raises(Permanent, match=r"script\.pdf"):
        files("a.mp4", "script.pdf")


def test_the_same_bytes_under_two_names_are_one_clip_and_that_is_said() -> None:
    one, other = clip("a.mp4").asset, clip("b.mp4").asset
    found = sorted_files([other.model_copy(update={"sha256": one.sha256}), one])
    assert [clip.name for clip in found.footage] == ["a.mp4"]
    assert found.doubles == ("b.mp4 holds the same bytes as a.mp4: it counts once.",)


def test_of_two_names_the_one_with_a_transcript_counts() -> None:
    one, other = clip("a.mp4").asset, clip("b.mp4").asset
    found = sorted_files([other.model_copy(update={"sha256": one.sha256}), one, asset("b.srt")])
    assert [clip.name for clip in found.footage] == ["b.mp4"]
    assert found.transcript_of(found.footage[0]) is not None
