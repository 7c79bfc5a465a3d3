"""The life of a group, as pure rules."""

from __future__ import annotations

from dropcut.domain.blobs import Many
from dropcut.domain.groups import closed, made_ready, opened
from dropcut.domain.jobs import Group, GroupResult
from dropcut.domain.names import JobId, Key, Owner

GAVE = GroupResult(results=Many.of((1, 2)), run=1, reused=1, revision=1)


def group(revision: int = 1) -> Group:
    return Group(key=Key("b" * 64), job=JobId(Owner("ann"), "holiday"), revision=revision, step="render", total=2)


def test_a_new_group_is_not_ready_and_gave_nothing_whatever_is_said() -> None:
    said = group().with_(ready=True, left=7, result=GAVE)
    assert opened(None, said) == group()


def test_the_same_or_an_older_revision_changes_nothing() -> None:
    recorded = made_ready(group(3))
    assert opened(recorded, group(3)) is recorded
    assert opened(recorded, group(2)) is recorded


def test_a_newer_revision_must_be_made_ready_again() -> None:
    """Else a crash between two requests would leave shards that nobody wishes for in a group that counts as looked up."""
    newer = opened(made_ready(group(1)), group(2))
    assert (newer.revision, newer.ready) == (2, False)


def test_what_a_group_gave_stays() -> None:
    gave = closed(made_ready(group(1)), GAVE)
    newer = opened(gave, group(2))
    assert (newer.revision, newer.ready, newer.result) == (2, True, GAVE)
    assert closed(newer, GAVE.model_copy(update={"run": 2})) is newer


def test_a_ready_group_stays_as_it_is() -> None:
    ready = made_ready(group())
    assert made_ready(ready) is ready
