"""What is asked of Firestore about Drive needs no index of its own, and nothing else of these documents is indexed."""

from __future__ import annotations

import json
from pathlib import Path

from dropcut.cloud.drive import book

FILE = Path(__file__).parents[2] / "terraform" / "firestore.indexes.json"
ASKED = {("drive-entries", "parent"), ("drive-entries", "shortcut_in"), ("drive-marks", "root")}


def test_every_question_is_about_one_field_that_is_indexed_by_itself() -> None:
    source = Path(book.__file__).read_text()
    assert source.count(" Query(") == source.count('"=="') == source.count('"==", ') == 2
    exempt = {(each["collectionGroup"], each["fieldPath"]) for each in json.loads(FILE.read_text())["fieldOverrides"]}
    assert not exempt & ASKED
    assert {(collection, "document") for collection in book._PLACES.values()} <= exempt  # noqa: SLF001 - each of them
