"""The house rules hold, and breaking one is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.infra import rules

ROOT = Path(__file__).parents[2]
DROPCUT = ROOT / "shared" / "dropcut"
ALL_CODE = [DROPCUT, *(ROOT / name for name in ("benchmarks", "functions", "gpu_jobs", "terraform", "tests"))]

Rule = Callable[[Path], Iterator[str]]


@pytest.mark.parametrize("folder", ALL_CODE, ids=lambda folder: folder.name)
def test_every_module_is_named_for_what_it_does(folder: Path) -> None:
    assert list(rules.vague_names(folder)) == []


def test_only_wiring_and_the_command_line_read_the_environment() -> None:
    assert list(rules.environment_reads(DROPCUT)) == []


@pytest.mark.parametrize("folder", [DROPCUT, ROOT / "functions", ROOT / "gpu_jobs"], ids=lambda folder: folder.name)
def test_importing_a_module_only_defines(folder: Path) -> None:
    assert list(rules.statements_at_import(folder)) == []


def test_the_domain_holds_no_time_as_a_float() -> None:
    assert list(rules.float_times(DROPCUT / "domain")) == []


@pytest.mark.parametrize(
    ("rule", "file", "line"),
    [
        (rules.vague_names, "utils.py", "x = 1"),
        (rules.vague_names, "media/helpers/sound.py", "x = 1"),
        (rules.environment_reads, "engine/look.py", "import os\nx = os.environ['HOME']"),
        (rules.environment_reads, "engine/look.py", "import os\nx = os.getenv('HOME')"),
        (rules.environment_reads, "engine/look.py", "from os import environ"),
        (rules.statements_at_import, "engine/look.py", "print('hello')"),
        (rules.statements_at_import, "engine/look.py", "with open('x') as file: pass"),
        (rules.statements_at_import, "engine/look.py", "for x in (): pass"),
        (rules.float_times, "domain/cut.py", "class Piece:\n    start: float"),
        (rules.float_times, "domain/cut.py", "def seconds(piece) -> float | None: ..."),
        (rules.float_times, "domain/cut.py", "def trim(end_time: float): ..."),
    ],
)
def test_breaking_a_rule_is_seen(rule: Rule, file: str, line: str, tmp_path: Path) -> None:
    planted = tmp_path / file
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(f"{line}\n")
    assert [sentence for sentence in rule(tmp_path) if file.startswith(sentence.split(":")[0])] != []


@pytest.mark.parametrize("file", ["local/cli/make.py", "local/wiring.py", "cloud/wiring/drive.py"])
def test_wiring_and_the_command_line_may_read_the_environment(file: str, tmp_path: Path) -> None:
    planted = tmp_path / file
    planted.parent.mkdir(parents=True)
    planted.write_text("import os\nx = os.environ['HOME']\n")
    assert list(rules.environment_reads(tmp_path)) == []
