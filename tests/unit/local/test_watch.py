"""Changes are told by the system; what we write ourselves wakes nobody."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread

import pytest

from dropcut.local.watch import changed

Batches = Queue[frozenset[Path]]


@contextmanager
def watched(folder: Path, *ours: Path) -> Iterator[Batches]:
    """Batches that are not empty, as they come; the first is not among them."""
    over, batches = Event(), Batches()

    def work() -> None:
        for batch in changed(folder, ours, over):
            if batch:
                batches.put(batch)

    thread = Thread(target=work)
    thread.start()
    assert batches.get(timeout=10) == {folder}
    try:
        yield batches
    finally:
        over.set()
        thread.join()


def told(batches: Batches, file: Path) -> None:
    """Write until the change is told: a watch takes a moment to stand."""
    for number in range(100):
        file.write_text(str(number))
        with suppress(Empty):
            while True:
                if file in batches.get(timeout=0.5):
                    return
    pytest.fail(f"nobody told of {file}")


def silence(batches: Batches) -> None:
    """Nothing is told for a while."""
    with pytest.raises(Empty):
        batches.get(timeout=1.0)


def settle(batches: Batches) -> None:
    """Wait until all that was done has been told."""
    with suppress(Empty):
        while True:
            batches.get(timeout=1.0)


def test_a_new_file_is_told(tmp_path: Path) -> None:
    with watched(tmp_path) as batches:
        told(batches, tmp_path / "take1.mp4")


def test_a_file_in_a_new_folder_is_told(tmp_path: Path) -> None:
    with watched(tmp_path) as batches:
        (tmp_path / "cards" / "one").mkdir(parents=True)
        told(batches, tmp_path / "cards" / "one" / "take1.mp4")


def test_what_changes_after_a_look_and_before_the_watch_stands_is_looked_at(tmp_path: Path) -> None:
    os.utime(tmp_path, (0, 0))
    over = Event()
    batches = changed(tmp_path, (), over)
    assert next(batches) == {tmp_path}
    (tmp_path / "take1.mp4").touch()
    assert frozenset({tmp_path}) in islice(batches, 3)
    over.set()


def test_a_folder_whose_name_is_no_text_keeps_nobody_from_being_told(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9/inside")).mkdir(parents=True)
    with watched(tmp_path) as batches:
        told(batches, tmp_path / "take1.mp4")


def test_a_folder_that_comes_back_is_watched_again(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with watched(inbox) as batches:
        inbox.rmdir()
        settle(batches)
        inbox.mkdir()
        while batches.get(timeout=10) != {inbox}:
            pass
        told(batches, inbox / "take1.mp4")


def test_what_we_write_ourselves_wakes_nobody(tmp_path: Path) -> None:
    home, cut = tmp_path / ".dropcut", tmp_path / "cut"
    home.mkdir()
    cut.mkdir()
    with watched(tmp_path, cut) as batches:
        told(batches, tmp_path / "take1.mp4")
        settle(batches)
        (home / "ledger.sqlite").write_text("a")
        (cut / "cut.mp4").write_text("b")
        silence(batches)


def test_a_folder_that_goes_away_is_no_trouble(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    with watched(tmp_path) as batches:
        told(batches, gone / "a")
        shutil.rmtree(gone)
        told(batches, tmp_path / "take1.mp4")
