"""The shape of what is printed for programs changes only on purpose."""

from __future__ import annotations

import pytest

from tests.golden.documents import stored_form
from tests.golden.printed.documents import EXAMPLES, printed_file


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_document_is_printed_as_it_always_was(example: str) -> None:
    assert stored_form(EXAMPLES[example]).decode() == printed_file(example).read_text()


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_document_says_its_schema(example: str) -> None:
    assert EXAMPLES[example].schema_ == f"dropcut/{example}"
    assert type(EXAMPLES[example]).load(EXAMPLES[example].dumped()) == EXAMPLES[example]
