"""How models stand that nobody fetched: a package brought them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropcut.domain.models import Carried, ModelKind
from dropcut.engine.shelf import Shelf
from dropcut.local.models.standing import standing, verified
from dropcut.local.models.tables import carried, known
from dropcut.upscaling import shipped
from tests.unit.upscaling.machine import need_ncnn

QUICKEST = "animevideov3"


def told(damaged: str = "") -> Carried:
    return Carried(kind=ModelKind.UPSCALING, name=QUICKEST, by="a-package", size=42, damaged=damaged)


def test_what_a_package_carries_is_here(tmp_path: Path) -> None:
    lines = {line.name: line for line in standing(Shelf(tmp_path), known(), (told(),))}
    assert (lines[QUICKEST].state, lines[QUICKEST].size, lines[QUICKEST].source) == ("here", 42, "comes with a-package")
    assert lines["x2plus"].state == "not here"


def test_what_is_damaged_of_it_is_told(tmp_path: Path) -> None:
    damaged = (told("x.bin is not the file that a-package ships."),)
    assert [line.state for line in standing(Shelf(tmp_path), known(), damaged) if line.name == QUICKEST] == ["damaged"]
    assert [(each.by, each.damaged) for each in verified(Shelf(tmp_path), damaged)] == [("a-package", (damaged[0].damaged,))]


def test_the_networks_that_the_embedded_engine_needs_are_here_without_a_download() -> None:
    need_ncnn()
    assert {each.name for each in carried()} == {QUICKEST, "x4plus", "x4plus-anime"}
    assert all(each.size > 1_000_000 and not each.damaged for each in carried())


def test_without_the_package_nothing_is_carried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "is_installed", lambda: False)
    assert carried() == ()
