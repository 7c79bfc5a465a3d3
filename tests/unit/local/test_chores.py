"""What the keeper's threads do goes on, whatever becomes of one drop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from dropcut.domain.errors import Permanent
from dropcut.engine.keeping import Keeper
from dropcut.engine.pipeline import Pipeline
from dropcut.local import wiring
from dropcut.local.aides import Aides
from dropcut.local.chores import noticing
from dropcut.local.place import Place, of_folder, of_home
from dropcut.local.workplace import Workplace
from tests.e2e.driving import soon

PIPELINE = Pipeline(recipe="tests.e2e.pipeline:recipe", catalog="tests.e2e.pipeline:CATALOG")


@contextmanager
def opened(place: Place) -> Iterator[Workplace]:
    place.inbox.mkdir(parents=True, exist_ok=True)
    with wiring.opened(place, PIPELINE, "test", Keeper().beating) as workplace:
        yield workplace


class Noticed:
    """Goes wrong at first."""

    def __init__(self, error: Exception) -> None:
        self._errors = [error]
        self.again = Event()

    def __call__(self, _paths: frozenset[Path]) -> None:
        if self._errors:
            raise self._errors.pop()
        self.again.set()


@pytest.mark.logs_errors
def test_of_many_drops_a_mistake_about_one_stops_no_other(tmp_path: Path) -> None:
    noticed = Noticed(RuntimeError("a mistake"))
    with opened(of_home(tmp_path / "home")) as workplace, Aides() as aides:
        aides.start(noticing(workplace, noticed, every_s=0.05), "noticing")
        soon(noticed.again.is_set)
        aides.check()


def test_one_drop_alone_ends_with_it(tmp_path: Path) -> None:
    noticed = Noticed(RuntimeError("a mistake"))
    (tmp_path / "song").mkdir()
    with opened(of_folder(tmp_path / "song")) as workplace, Aides() as aides:
        aides.start(noticing(workplace, noticed, every_s=0.05), "noticing")
        with pytest.raises(RuntimeError, match="a mistake"):
            soon(aides.check)


def test_what_the_home_says_itself_ends_every_home(tmp_path: Path) -> None:
    noticed = Noticed(Permanent("The ledger is damaged."))
    with opened(of_home(tmp_path / "home")) as workplace, Aides() as aides:
        aides.start(noticing(workplace, noticed, every_s=0.05), "noticing")
        with pytest.raises(Permanent, match="damaged"):
            soon(aides.check)
