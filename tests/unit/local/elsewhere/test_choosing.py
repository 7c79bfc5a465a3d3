"""What of a folder is sent, in which order, and what is refused before anything is."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropcut.domain.names import JobId
from dropcut.local.elsewhere.choosing import Chosen, chosen
from dropcut.local.elsewhere.submitting import drop_for
from dropcut.local.exits import BadInput

DROP = JobId.parse("ann/my video")
OGG = b"OggS\0\2" + bytes(60)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "my video"
    made.mkdir()
    return made


def paths(found: Chosen) -> list[list[str]]:
    return [[file.version.path for file in wave] for wave in found.waves]


def test_footage_goes_first_the_longest_before_and_settings_last(folder: Path) -> None:
    for name, data in {
        "dropcut.yaml": b"a",
        "script.md": b"b",
        "take1.mp4": b"c",
        "take2.mp4": b"ccc",
        "take1.srt": b"d",
    }.items():
        (folder / name).write_bytes(data)
    assert paths(chosen(folder, DROP, ())) == [["take2.mp4", "take1.mp4"], ["script.md", "take1.srt"], ["dropcut.yaml"]]


def test_what_is_still_being_copied_is_left_out_and_named(folder: Path) -> None:
    for name in ("take1.mp4", "take2.mp4.crdownload", ".hidden.mp4"):
        (folder / name).write_bytes(b"x")
    found = chosen(folder, DROP, ())
    assert (paths(found), found.unfinished) == ([["take1.mp4"]], ("take2.mp4.crdownload",))


def test_footage_without_a_name_for_it_is_known_by_its_bytes(folder: Path) -> None:
    (folder / "recording").write_bytes(OGG)
    assert paths(chosen(folder, DROP, ())) == [["recording"]]


def test_words_alone_are_sent_only_where_footage_lies_already(folder: Path) -> None:
    (folder / "script.md").write_text("La.\n")
    with pytest.raises(BadInput, match="holds no footage, and neither does the drop"):
        chosen(folder, DROP, ["notes.pdf"])
    assert paths(chosen(folder, DROP, ["take1.mp4"])) == [["script.md"]]


def test_a_name_that_no_bucket_takes_is_refused(folder: Path) -> None:
    deep = folder.joinpath(*(["ä" * 100] * 6))
    deep.mkdir(parents=True)
    (deep / "take1.mp4").write_bytes(b"x")
    with pytest.raises(BadInput, match="is longer than a bucket takes"):
        chosen(folder, DROP, ())


def test_a_name_that_is_no_utf8_and_one_of_odd_letters_are_sent(folder: Path) -> None:
    for name in (b"caf\xe9.mp4", "süß #1 [x]*?.mp4".encode(), b"-rf.mp4"):
        (folder / name.decode("utf-8", "surrogateescape")).write_bytes(b"x")
    assert sorted(path for wave in paths(chosen(folder, DROP, ())) for path in wave) == [
        "-rf.mp4", r"caf\xe9.mp4", "süß #1 [x]*?.mp4",
    ]  # fmt: skip


def test_a_drop_is_called_like_its_folder_unless_said(folder: Path) -> None:
    assert drop_for(folder, "ann", None) == DROP
    assert drop_for(folder, "ann", "pilot") == JobId.parse("ann/pilot")
    assert drop_for(Path("/"), "ann", None) == JobId.parse("ann/drop")
    assert drop_for(folder / ".secret", "ann", None) == JobId.parse("ann/secret")
