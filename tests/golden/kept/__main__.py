"""Write the files of examples that have none."""

from __future__ import annotations

from tests.golden.documents import stored_form
from tests.golden.kept.documents import EXAMPLES, kept_file

for example, document in EXAMPLES.items():
    if not kept_file(example).exists():
        kept_file(example).write_bytes(stored_form(document))
