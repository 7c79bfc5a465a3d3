"""Write the files of examples that have none."""

from __future__ import annotations

from tests.golden.documents import EXAMPLES, golden_file, stored_form

for example in EXAMPLES:
    if not golden_file(example).exists():
        golden_file(example).write_bytes(stored_form(EXAMPLES[example]))
