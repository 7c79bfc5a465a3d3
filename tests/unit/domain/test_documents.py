"""What is stored says its kind and its number: old ones are lifted, newer and damaged ones are refused in a sentence."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from dropcut.domain.documents import Document, Lift
from dropcut.domain.errors import Permanent


def _named(data: dict[str, Any]) -> dict[str, Any]:
    """Number 1 said `name` where number 2 says `title`."""
    return {"title": data.pop("name"), **data}


def _counted(data: dict[str, Any]) -> dict[str, Any]:
    """Number 2 had no `takes`."""
    return {**data, "takes": 1}


class Card(Document):
    """As code of today knows it."""

    KIND: ClassVar[str] = "card"
    NUMBER: ClassVar[int] = 3
    LIFTS: ClassVar[dict[int, Lift]] = {1: _named, 2: _counted}

    title: str
    takes: int


def test_a_document_says_what_it_is_however_it_was_made() -> None:
    made = Card(title="Sea", takes=2)
    assert made.schema_ == made.model_copy(update={"takes": 3}).schema_ == "dropcut/card@3"
    assert Card.load(made.dumped()) == made


def test_its_stored_form_is_the_same_bytes_each_time() -> None:
    assert Card(title="Süd", takes=2).dumped() == '{"schema":"dropcut/card@3","takes":2,"title":"Süd"}'.encode()


@pytest.mark.parametrize(
    "stored",
    [
        '{"schema": "dropcut/card@1", "name": "Sea"}',
        '{"schema": "dropcut/card@2", "title": "Sea"}',
        b'{"schema": "dropcut/card@3", "title": "Sea", "takes": 1}',
    ],
)
def test_an_old_number_is_lifted_through_all_that_follow(stored: str | bytes) -> None:
    lifted = Card.load(stored)
    assert lifted == Card(title="Sea", takes=1)
    assert lifted.schema_ == "dropcut/card@3"


def test_a_newer_number_is_refused_with_what_to_do() -> None:
    with pytest.raises(Permanent, match=r"stored by a newer Dropcut \(dropcut/card@4\)") as refusal:
        Card.load('{"schema": "dropcut/card@4", "title": "Sea", "takes": 1}')
    assert "Install" in refusal.value.hint


@pytest.mark.parametrize(
    "stored",
    [
        '{"schema": "dropcut/job@1"}',
        '{"schema": "dropcut/card@x"}',
        '{"schema": "dropcut/card@-1"}',
        '{"schema": "card@1"}',
        '{"schema": "dropcut/card@0"}',
        '{"title": "Sea"}',
        '{"schema": null}',
        "[]",
        "null",
        '"text"',
    ],
)
def test_what_is_no_such_document_is_refused(stored: str) -> None:
    with pytest.raises(Permanent, match=r"^This is not a stored card"):
        Card.load(stored)


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "{",
        '{"schema": "dropcut/card@3", "title": "Sea"',
        b"\xff\xfe",
        '{"schema": "dropcut/card@3"}',
        '{"schema": "dropcut/card@1"}',
        '{"schema": "dropcut/card@3", "title": "Sea", "takes": 1, "unknown": 2}',
        '{"schema": "dropcut/card@3", "title": 5, "takes": 1}',
    ],
)
def test_what_is_damaged_is_refused_in_a_sentence(stored: str | bytes) -> None:
    with pytest.raises(Permanent, match=r"^A stored card is damaged: .*\. Restore"):
        Card.load(stored)
