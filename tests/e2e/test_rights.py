"""With strict rights nothing goes out that shows marks of others, until a person looked and said that it may."""

from __future__ import annotations

from pathlib import Path
from shutil import move

import pytest

from benchmarks.seeing.marked import marked
from tests.e2e.product import dropcut, make, report_of
from tests.e2e.town import LINES, drop_in

HELD, DONE = 4, 0
BUG = "harbour at dawn.mp4"


def marked_drop(folder: Path) -> Path:
    """One of its clips shows a channel's bug, for which its settings are strict."""
    drop = drop_in(folder / "town", "\n\n".join(LINES))
    move(marked("bug", 1.0, 0, folder).file, drop / BUG)
    (drop / "dropcut.yaml").write_text("rights: strict\npreset: draft\n")
    return drop


def delivered(drop: Path) -> list[str]:
    return sorted(file.name for file in (drop / "cut").glob("*")) if (drop / "cut").exists() else []


@pytest.mark.soak
def test_a_marked_cut_waits_for_a_persons_word_and_asks_for_it_once(tmp_path: Path) -> None:
    drop = marked_drop(tmp_path)
    held = make(drop)
    assert held.code == HELD, held.errors
    assert f'"{BUG}": overlay from 0:00' in held.errors
    assert delivered(drop) == []
    page = drop / ".dropcut" / "held.html"
    assert str(page) in held.errors
    text = page.read_text()
    assert "data:image/jpeg;base64," in text
    assert "<rect" in text
    assert "in the cut at 0:00" in text
    assert "<video" not in text
    assert "dropcut approve" in text

    assert make(drop).code == HELD
    assert delivered(drop) == []

    approved = dropcut("approve", drop)
    assert approved.code == DONE, approved.errors
    assert delivered(drop) == []
    done = make(drop)
    assert done.code == DONE, done.errors
    assert "cut.mp4" in delivered(drop)
    assert not page.exists()
    assert [mark["clip"] for mark in report_of(drop)["marks"]] == [BUG]

    (drop / "script.md").write_text("\n\n".join(LINES[:2]))
    again = make(drop)
    assert again.code == DONE, again.errors
    assert len(report_of(drop)["lines"]) == 2
