"""Every kind of document as it is stored: what old ones look like is a promise, so a change here needs a lift."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dropcut.domain.values import Millis
from tests.conformance.ledger_acts import BATCH, HOLIDAY, do, ready_batch, task_id, turn_at, wish_for
from tests.unit.cloud.firestore.bench import Bench

OF_EVERY = {"schema", "owner", "by"}
FIELDS = {
    "dropcut/job-record@1": {"id", "state", "version", "created", "document"},
    "dropcut/turn@1": {"id", "epoch", "until", "again", "noticed"},
    "dropcut/wakes@1": {"id", "woken", "since", "forgotten"},
    "dropcut/group-record@1": {
        *("id", "job", "key", "revision", "step", "ready"),
        *("awaited", "openings", "document"),
    },
    "dropcut/task-record@1": {
        *("id", "step", "state", "document", "wishes", "fulfilled"),
        *("changed", "waits", "idle", "oldest"),
        *("jobs", "open", "shards", "told", "touched"),
    },
    "dropcut/owner@1": {"dropped_epoch"},
}


def every_kind(home: Bench) -> dict[str, Mapping[str, Any]]:
    turn = turn_at(home.ledger)
    ready_batch(home.ledger, turn, ["one", "two"])
    do(home.ledger, "one")
    wish_for(home.ledger, turn, ["gone"])
    do(home.ledger, "gone")
    home.clock.sleep(Millis(1))
    assert home.ledger.drop_task(task_id("gone"), home.clock.now())
    return home.documents()


def test_every_document_says_its_schema_and_has_its_fields(home: Bench) -> None:
    kinds = {document["schema"]: set(document) for document in every_kind(home).values()}
    assert kinds == {schema: fields | OF_EVERY for schema, fields in FIELDS.items()}


def test_the_owner_is_in_every_path(home: Bench) -> None:
    for path, document in every_kind(home).items():
        assert document["owner"] == HOLIDAY.owner
        assert path.split("/")[1].split("~")[0] == HOLIDAY.owner


def test_what_is_kept_beside_a_task_is_what_it_is_found_by(home: Bench) -> None:
    documents = every_kind(home)
    open_, done = (documents[f"tasks/{str(task_id(name)).replace('/', '~')}"] for name in ("two", "one"))
    assert (open_["jobs"], open_["open"], open_["shards"]) == ([str(HOLIDAY)], [str(HOLIDAY)], [f"{HOLIDAY} {BATCH}"])
    assert (open_["waits"], open_["idle"], open_["oldest"], open_["state"]) == (home.clock.now() - 1, None, 1, "queued")
    assert (done["jobs"], done["open"], done["shards"], done["wishes"]) == ([], [], [], [])
    assert (done["waits"], done["idle"], done["oldest"], done["state"]) == (None, home.clock.now() - 1, None, "done")
