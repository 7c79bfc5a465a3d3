"""Write the files of examples that have none."""

from __future__ import annotations

from tests.golden.documents import stored_form
from tests.golden.printed.documents import EXAMPLES, printed_file

for example, document in EXAMPLES.items():
    if not printed_file(example).exists():
        printed_file(example).write_bytes(stored_form(document))
