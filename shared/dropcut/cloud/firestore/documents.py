"""Where documents lie and what is in every one of them."""

from __future__ import annotations

from dropcut.cloud.firestore.writes import Fields
from dropcut.domain.names import JobId, Key, Owner, TaskId

Named = JobId | TaskId


def path(collection: str, name: Named) -> str:
    """Where a document about this lies: an owner has no `~` in it, so that no two share a place."""
    return f"{collection}/{document_id(name)}"


def group_path(job: JobId, group: Key) -> str:
    """Where a group's document lies."""
    return f"groups/{document_id(job)}~{group}"


def document_id(name: Named) -> str:
    """The last part of a path: what separates the parts of an id would separate documents there."""
    return str(name).replace("/", "~")


def about(kind: str, number: int, name: Named) -> Fields:
    """What every document says of itself."""
    return {"schema": f"dropcut/{kind}@{number}", "id": str(name), "owner": name.owner}


def job_id(text: str) -> JobId:
    """The id that was stored as this text."""
    owner, _, name = text.partition("/")
    return JobId(Owner(owner), name)
