"""The shape of what is kept changes only on purpose, and no document is without a file that guards it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest

import dropcut
from dropcut.domain.documents import Document
from tests.golden import documents as ledger
from tests.golden.documents import stored_form
from tests.golden.kept.documents import EXAMPLES, FOLDER, kept_file
from tests.golden.printed import documents as printed

KEPT = {type(document).KIND: type(document) for document in EXAMPLES.values()}
STORED = sorted(path.stem for path in FOLDER.glob("*@*.json"))


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_kept_as_it_always_was(example: str) -> None:
    """If this fails, what is kept has another shape: see `tests/golden/kept/__init__.py`."""
    assert stored_form(EXAMPLES[example]).decode() == kept_file(example).read_text()


@pytest.mark.parametrize("name", STORED)
def test_whatever_was_ever_kept_can_be_read(name: str) -> None:
    document = KEPT[name.partition("@")[0]].load(kept_file(name).read_bytes())
    assert name not in EXAMPLES or document == EXAMPLES[name]


@pytest.mark.parametrize("kind", KEPT.values())
def test_every_number_has_its_examples_and_its_lift(kind: type[Document]) -> None:
    numbers = {int(name.partition("@")[2].partition("-")[0]) for name in STORED if name.startswith(f"{kind.KIND}@")}
    assert numbers == set(range(1, kind.NUMBER + 1))
    assert set(kind.LIFTS) == set(range(1, kind.NUMBER))


def test_every_document_has_an_example_somewhere() -> None:
    for module in walk_packages(dropcut.__path__, "dropcut."):
        import_module(module.name)
    guarded = {type(document) for examples in (EXAMPLES, ledger.EXAMPLES, printed.EXAMPLES) for document in examples.values()}
    ours = {kind for kind in _below(Document) if kind.__module__.startswith("dropcut.")}
    assert sorted(kind.__name__ for kind in ours - guarded) == []


def test_no_two_documents_have_one_name() -> None:
    kinds = [kind.KIND for kind in _below(Document) if kind.__module__.startswith("dropcut.")]
    assert len(kinds) == len(set(kinds))


def _below(kind: type[Document]) -> Iterator[type[Document]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)
