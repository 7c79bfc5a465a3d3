"""The shape of what is stored changes only on purpose."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from dropcut.domain import jobs, tasks
from dropcut.domain.documents import Document
from dropcut.domain.errors import Permanent
from tests.golden.documents import EXAMPLES, FOLDER, golden_file, stored_form

LEDGER = {kind.KIND: kind for kind in (tasks.Task, jobs.Job, jobs.Group)}
STORED = sorted(path.stem for path in FOLDER.glob("*@*.json"))


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_stored_as_it_always_was(example: str) -> None:
    """If this fails, what is stored has another shape: see `tests/golden/__init__.py`."""
    assert stored_form(EXAMPLES[example]).decode() == golden_file(example).read_text()


@pytest.mark.parametrize("name", STORED)
def test_whatever_was_ever_stored_can_be_read(name: str) -> None:
    kind = LEDGER[name.partition("@")[0]]
    document = kind.load(golden_file(name).read_bytes())
    assert document.schema_ == kind.schema_name()
    assert name not in EXAMPLES or document == EXAMPLES[name]


@pytest.mark.parametrize("name", STORED)
def test_one_of_a_later_number_is_refused(name: str) -> None:
    kind = LEDGER[name.partition("@")[0]]
    stored = json.loads(golden_file(name).read_text()) | {"schema": f"dropcut/{kind.KIND}@{kind.NUMBER + 1}"}
    with pytest.raises(Permanent, match="newer Dropcut"):
        kind.load(json.dumps(stored))


@pytest.mark.parametrize("kind", LEDGER.values())
def test_every_number_of_a_document_has_its_examples_and_its_lift(kind: type[Document]) -> None:
    numbers = {int(name.partition("@")[2].partition("-")[0]) for name in STORED if name.startswith(f"{kind.KIND}@")}
    assert numbers == set(range(1, kind.NUMBER + 1))
    assert set(kind.LIFTS) == set(range(1, kind.NUMBER))


def test_every_field_that_can_be_stored_stands_in_some_example() -> None:
    models = set[type[BaseModel]]()
    said = set[tuple[type[BaseModel], str]]()
    for document in EXAMPLES.values():
        for value in _values(document):
            models.add(type(value))
            said |= {
                (type(value), name) for name, field in type(value).model_fields.items() if _says(value, name, field.default)
            }
    every = {(model, name) for model in models for name in model.model_fields}
    assert sorted(f"{model.__name__}.{name}" for model, name in every - said) == []


def test_every_document_of_the_ledger_has_examples() -> None:
    kinds = {kind for module in (tasks, jobs) for kind in vars(module).values() if _is_document(kind)}
    assert kinds == set(LEDGER.values()) == {type(document) for document in EXAMPLES.values()}


def _is_document(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Document) and kind is not Document


def _says(value: BaseModel, name: str, default: object) -> bool:
    return bool(getattr(value, name) != default)


def _values(value: object) -> Iterator[BaseModel]:
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from _values(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _values(item)
