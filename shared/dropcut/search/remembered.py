"""What an earlier index of a job understood: a text means the same, whatever stands around it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from dropcut.domain.speech import Engine
from dropcut.ports.meaning import SIZE
from dropcut.search.tables import LAYOUT


class Row(NamedTuple):
    """One text, as an index keeps it: see `nearness.kept`."""

    signs: bytes
    numbers: bytes


def remembered(file: Path, engine: Engine) -> Mapping[str, Row]:
    """By text; nothing where the index is of another layout, or another engine understood it."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as index:
        if index.execute("SELECT layout FROM about").fetchone() != (LAYOUT,):
            return {}
        told = index.execute("SELECT signs, vectors FROM meaning WHERE engine = ?", (engine.model_dump_json(),)).fetchone()
        texts = [text for (text,) in index.execute("SELECT text FROM passage ORDER BY number")] if told else []
    return dict(zip(texts, rows_of(*told), strict=True)) if told else {}


def rows_of(signs: bytes, numbers: bytes) -> list[Row]:
    """Each text's own."""
    bits = SIZE // 8
    return [Row(signs[at * bits : (at + 1) * bits], numbers[at * SIZE : (at + 1) * SIZE]) for at in range(len(numbers) // SIZE)]
