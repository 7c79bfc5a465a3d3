"""Every entry point of the table is there, is small, and is named as it is deployed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from dropcut.catalog import CATALOG

ROOT = Path(__file__).parents[2]
MAINS = sorted((*ROOT.glob("functions/*/main.py"), *ROOT.glob("gpu_jobs/*/main.py")))
NO_STEPS = {"functions/advance", "functions/sweep", "functions/drive", "functions/api"}
"""What is called by events and people, and runs no step."""


def folder(main: Path) -> str:
    return str(main.parent.relative_to(ROOT))


def test_every_step_has_its_entry_point_and_every_entry_point_its_steps() -> None:
    steps = {row.entry for row in CATALOG.rows}
    assert steps <= set(map(folder, MAINS))
    assert set(map(folder, MAINS)) - steps <= NO_STEPS


@pytest.mark.parametrize("main", MAINS, ids=folder)
def test_it_is_one_function_of_a_few_lines(main: Path) -> None:
    functions = [node for node in ast.parse(main.read_text()).body if isinstance(node, ast.FunctionDef)]
    assert len(functions) == 1
    assert len(functions[0].body) <= 3
    assert functions[0].name == (main.parent.name if main.parts[-3] == "functions" else "main")
    assert (main.parent / "__init__.py").exists()
