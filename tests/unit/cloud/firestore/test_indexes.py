"""The emulator answers every query; production only those that an index is deployed for. So the file is held against them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from inspect import getmembers, isfunction
from pathlib import Path
from typing import NamedTuple

import pytest
from pydantic import TypeAdapter

from dropcut.cloud.firestore import queries
from dropcut.cloud.firestore.queries import Query
from dropcut.domain.names import JobId, Key, Owner
from dropcut.domain.values import Instant

FILE = Path(__file__).parents[4] / "terraform" / "firestore.indexes.json"
JOB = JobId(Owner("ann"), "holiday")
THEN = Instant(1)

ASKED: dict[Callable[..., Query], tuple[Query, ...]] = {
    queries.jobs: (
        queries.jobs(None, ()),
        queries.jobs(Owner("ann"), ()),
        queries.jobs(None, ("done", "held")),
        queries.jobs(Owner("ann"), ("done",)),
    ),
    queries.wished_tasks: (queries.wished_tasks(JOB),),
    queries.long_wished_tasks: (queries.long_wished_tasks(JOB, 3),),
    queries.open_tasks: (queries.open_tasks(JOB),),
    queries.open_by_step: (queries.open_by_step(JOB), queries.open_by_step(JOB, "mix")),
    queries.open_of_step: (queries.open_of_step(JOB, "mix", "queued"),),
    queries.open_shards: (queries.open_shards(JOB, Key("b")),),
    queries.told_tasks: (queries.told_tasks(JOB),),
    queries.waiting_tasks: (queries.waiting_tasks(THEN),),
    queries.idle_tasks: (queries.idle_tasks(THEN),),
    queries.groups_of: (queries.groups_of(JOB),),
    queries.old_groups: (queries.old_groups(JOB, 3),),
    queries.awaited_groups: (queries.awaited_groups(),),
    queries.old_wakes: (queries.old_wakes(THEN),),
    queries.records: (queries.records("a~", "a~z"),),
    queries.set_wakes: (queries.set_wakes(THEN),),
}
"""Every query of the ledger, in each of its shapes."""
GROWING = {"changed", "created", "touched", "used"}
"""What grows with time: an index of it alone takes 500 writes a second for a whole collection."""


class Index(NamedTuple):
    """A collection, and its fields in order: `[` before those searched inside, `-` before those that descend."""

    collection: str
    fields: tuple[str, ...]


class Single(NamedTuple):
    """The ways in which one field of a collection is indexed by itself; Firestore's own ways where nothing is said."""

    collection: str
    field: str


def needed(query: Query) -> Index:
    """The index that answers a query alone: what is equal first, then the order, then what is compared and not ordered."""
    equal = [("[" if how == "array_contains" else "") + field for field, how, _ in query.where if how in EQUAL]
    compared = [field for field, how, _ in query.where if how not in EQUAL]
    return Index(query.collection, (*equal, *query.order, *(field for field in compared if field not in query.order)))


EQUAL = {"==", "in", "array_contains"}


def deployed() -> set[Index]:
    """The indexes of several fields in the file."""
    return {
        Index(index["collectionGroup"], tuple(_written(field) for field in index["fields"]))
        for index in json.loads(FILE.read_text())["indexes"]
        if index["queryScope"] == "COLLECTION"
    }


def singles() -> dict[Single, set[str]]:
    """The fields whose own indexes the file names."""
    return {
        Single(override["collectionGroup"], override["fieldPath"]): {
            _written({**way, "fieldPath": override["fieldPath"]}) for way in override["indexes"]
        }
        for override in json.loads(FILE.read_text())["fieldOverrides"]
    }


def _written(field: dict[str, str]) -> str:
    mark = "[" if field.get("arrayConfig") == "CONTAINS" else "-" if field.get("order") == "DESCENDING" else ""
    return mark + field["fieldPath"]


def every_query() -> Iterator[Query]:
    for shapes in ASKED.values():
        yield from shapes


def test_every_query_of_the_ledger_is_held_against_the_file() -> None:
    asking = {
        function
        for _, function in getmembers(queries, isfunction)
        if function.__module__ == queries.__name__ and function.__annotations__["return"] in {"Query", Query}
    }
    assert asking == set(ASKED)


def test_nobody_asks_but_by_those_queries() -> None:
    folder = Path(queries.__file__).parent
    assert [file.name for file in folder.glob("*.py") if "Query(" in file.read_text()] == ["queries.py"]


@pytest.mark.parametrize("query", list(every_query()), ids=lambda query: str(needed(query)))
def test_every_query_has_its_index(query: Query) -> None:
    index = needed(query)
    if len(index.fields) > 1:
        assert index in deployed()
    else:
        assert index.fields[0] in singles().get(Single(index.collection, index.fields[0].strip("[-")), set(index.fields))


def test_no_index_is_kept_for_nothing() -> None:
    assert deployed() == {index for index in map(needed, every_query()) if len(index.fields) > 1}
    ways = {(single.collection, way) for single, every in singles().items() for way in every}
    assert ways == {(index.collection, index.fields[0]) for index in map(needed, every_query()) if len(index.fields) == 1}


def test_nothing_that_grows_with_time_is_indexed_by_itself() -> None:
    assert [single for single, ways in singles().items() if single.field in GROWING and ways] == []


def test_the_file_is_what_deploys_read() -> None:
    shape = dict[str, list[dict[str, str | bool | list[dict[str, str]]]]]
    assert set(TypeAdapter(shape).validate_json(FILE.read_text())) == {"indexes", "fieldOverrides"}


def test_what_expires_is_cleared_away_by_the_service() -> None:
    """Firestore's own command line and terraform both read it here."""
    cleared = [
        (each["collectionGroup"], each["fieldPath"])
        for each in json.loads(FILE.read_text())["fieldOverrides"]
        if each.get("ttl")
    ]
    assert cleared == [("records", "expires")]


def test_rules_let_nobody_in() -> None:
    rules = (FILE.parent / "firestore.rules").read_text()
    assert [line.strip() for line in rules.splitlines() if "allow" in line] == ["allow read, write: if false;"]
    assert "match /{document=**}" in rules
