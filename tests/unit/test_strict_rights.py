"""With strict rights a job waits for a person where marks were found, and where nobody could look for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dropcut.domain.jobs import Job
from dropcut.domain.marks import Marks
from dropcut.domain.names import JobId, Owner
from dropcut.domain.settings import Rights, Settings
from dropcut.domain.values import Instant
from dropcut.engine.drop import APPROVED, DropAsOf
from dropcut.ports.recipe import NotYet
from dropcut.ports.tools import Programs
from dropcut.seen_footage import Looking, Seen, hold_for_marks
from tests.unit.vision.documents import MARKS

STRICT, ADVISORY = Settings(rights=Rights.STRICT), Settings()
CLEAN = MARKS.model_copy(update={"marks": ()})
NOT_LOOKED_AT = ("take9.mp4 could not be looked at: it is damaged.",)


class All:
    """Marks of every clip, all there."""

    refused = ()

    def __init__(self, known: tuple[Marks, ...]) -> None:
        self.known = known

    def keep(self, wanted: Callable[[Marks], bool]) -> All:
        return All(tuple(filter(wanted, self.known)))

    def all(self) -> tuple[Marks, ...]:
        return self.known


def no_programs() -> Programs:
    raise AssertionError


def waits_for(seen: Seen, settings: Settings, **kept: str) -> str:
    """What a person is told; nothing where it goes on."""
    job = Job(id=JobId(Owner("ann"), "sea"), revision=1, kept=kept)
    drop = DropAsOf(job, Instant(0), no_programs)
    try:
        hold_for_marks(drop, settings, seen)
    except NotYet:
        return drop.held_for
    return ""


@pytest.mark.parametrize(
    "seen", [Seen(marks=(MARKS,)), Seen(not_looked_at=NOT_LOOKED_AT), Seen(marks=(CLEAN,), not_looked_at=NOT_LOOKED_AT)]
)
def test_strict_rights_hold_what_shows_marks_and_what_was_not_searched(seen: Seen) -> None:
    said = waits_for(seen, STRICT)
    assert said.startswith("Rights are strict, and ")
    assert all(reason in said for reason in seen.not_looked_at)
    assert not waits_for(seen, ADVISORY)
    assert not waits_for(seen, STRICT, **{APPROVED: "1"})
    assert waits_for(seen, STRICT, **{APPROVED: "0"})


def test_what_was_told_of_a_clip_that_has_another_name_now_is_told_by_that() -> None:
    upload = MARKS.asset.upload
    renamed = MARKS.asset.model_copy(
        update={"upload": upload.model_copy(update={"file": upload.file.model_copy(update={"path": "garden.mp4"})})}
    )
    seen = Looking(assets=(renamed,), marks=All((MARKS,))).seen()
    assert [each.asset for each in seen.marks] == [renamed]
    assert "garden.mp4: " in " ".join(seen.notes)
    assert upload.file.path not in " ".join(seen.notes)


def test_footage_without_marks_goes_on() -> None:
    assert not waits_for(Seen(marks=(CLEAN,)), STRICT)
    assert not waits_for(Seen(), STRICT)


def test_each_marked_clip_is_named_with_what_was_found() -> None:
    assert "take1.mp4: logos/ours.png from 0:00" in waits_for(Seen(marks=(MARKS,)), STRICT)
