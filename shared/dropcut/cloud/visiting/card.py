"""What the inbox's bucket tells visitors of its home."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.reading import opened
from dropcut.domain.documents import Document
from dropcut.domain.errors import NotFound, Permanent
from dropcut.domain.values import says_nothing
from dropcut.engine.pipeline import Pipeline

CARD = "dropcut/home.json"
"""Beside `inbox/`, so that it is no drop's. Whoever deploys the home writes it: terraform/, or make cloud-local."""


class HomeCard(Document):
    """Where the rest of a home is. It holds no secret: who may do what is up to the services."""

    KIND: ClassVar[str] = "home"

    project: str
    store: str
    topic: str
    database: str = "(default)"
    pipeline: Pipeline = Pipeline()
    region: Annotated[str, Field(exclude_if=says_nothing)] = ""
    """Where it runs, whose prices it goes by; empty in cards of old."""


def card_in(inbox: Bucket) -> HomeCard:
    """The card. Raises Permanent when there is none, or it cannot be read."""
    where = inbox.where(CARD)
    try:
        with opened(inbox, CARD) as file:
            text = file.read()
    except NotFound as error:
        inbox.check()
        raise Permanent(
            f"{where} is not there: nothing says where the home of this inbox keeps its jobs.",
            "Name the bucket of an inbox; its operator puts that file there, see docs/how-to/cloud.md.",
        ) from error
    try:
        return HomeCard.load(text)
    except Permanent as error:
        raise Permanent(f"{where} cannot be read: {error.message}", "Its operator writes it: docs/how-to/cloud.md.") from error


def card_from(told: Mapping[str, str]) -> HomeCard:
    """The same from the variables that the home's own processes have. Raises Permanent, naming what is missing."""
    needed = {"project": "DROPCUT_PROJECT", "store": "DROPCUT_STORE", "topic": "DROPCUT_TOPIC"}
    missing = [variable for variable in needed.values() if not told.get(variable)]
    if missing:
        raise Permanent(f"DROPCUT_INBOX is set, but not {missing[0]}.", "Set all that make cloud-local shows, or none.")
    plain = {"recipe": "DROPCUT_RECIPE", "catalog": "DROPCUT_CATALOG", "outlook": "DROPCUT_OUTLOOK"}
    return HomeCard(
        **{name: told[variable] for name, variable in needed.items()},
        database=told.get("DROPCUT_DATABASE") or "(default)",
        pipeline=Pipeline(**{name: told[variable] for name, variable in plain.items() if told.get(variable)}),
        region=told.get("DROPCUT_REGION", ""),
    )
