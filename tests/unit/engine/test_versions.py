"""A job that is done is looked at with the versions that it was made with, whatever this program has by now."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from dropcut.domain.catalog import Catalog
from dropcut.domain.cut import Cut, Removed
from dropcut.domain.jobs import JobState
from dropcut.domain.programme import Format
from dropcut.domain.values import Millis
from dropcut.engine.clean import clean
from dropcut.engine.evidence import evidence_of
from dropcut.engine.jobs import retry
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools
from tests.unit.engine.small_home import JOB, SmallHome, row
from tests.unit.engine.steps import Number, measure

FORMAT = Format(width=320, height=180, rate=Fraction(25))
DAY = 24 * 3600 * 1000


def cut_it(tools: Tools, number: Number) -> Cut:
    tools.pulse()
    removed = Removed(silence=Fraction(0), fillers=0, retakes=0)
    return Cut(format=FORMAT, engine=None, clips=(), lines=(), scripted=True, removed=removed, notes=(f"{number.n} bytes",))


def recipe(drop: Drop, do: Do) -> Cut:
    return do(cut_it, do.each(measure, drop.files).all()[0])


def done() -> SmallHome:
    small = SmallHome(recipe, row(measure), row(cut_it))
    small.folder.drop_file(JOB, "take1.mp4", b"0123456789")
    assert small.submit().state is JobState.DONE
    return small


def newer(small: SmallHome) -> None:
    """This program is replaced by one with other versions of both steps."""
    small.home = replace(small.home, catalog=Catalog((row(measure, "2"), row(cut_it, "7"))))


def noted(small: SmallHome) -> tuple[str, ...]:
    evidence = evidence_of(small.home, small.job)
    return evidence.cut.notes if evidence else ()


def test_its_cut_is_there_after_the_program_was_replaced() -> None:
    small = done()
    newer(small)
    assert noted(small) == ("10 bytes",)


def test_what_it_was_made_from_is_not_cleaned_away() -> None:
    small = done()
    newer(small)
    small.clock.sleep(Millis(100 * DAY))
    assert clean(small.home, Millis(7 * DAY)).tasks == 0
    assert noted(small) == ("10 bytes",)


def test_made_anew_it_is_made_with_the_new_ones() -> None:
    small = done()
    newer(small)
    small.did()
    retry(small.home, JOB)
    small.work()
    assert small.did() == {"measure": 1, "cut_it": 1}
    assert noted(small) == ("10 bytes",)
