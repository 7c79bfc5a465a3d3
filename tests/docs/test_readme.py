"""What the README says is what the repository does."""

import re
import shlex
from pathlib import Path

import pytest

from dropcut.catalog import CATALOG

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])


def test_the_table_of_steps_is_the_catalog() -> None:
    table = (ROOT / "README.md").read_text().split("<!-- steps:")[1].split("<!-- end of steps")[0]
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines() if row.startswith("|")][2:]
    said = [(name, runs, memory, attempts) for name, _gives, runs, memory, attempts in rows]
    assert said == [(row.name, row.runs, f"{row.memory_mib} MiB", str(row.attempts)) for row in CATALOG.rows]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text())
    gone = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert gone == []


def commands_of_readme() -> list[str]:
    return re.findall(r"^\$ (.+?)(?:\s+#.*)?$", (ROOT / "README.md").read_text(), flags=re.MULTILINE)


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    asked = {shlex.split(command)[1] for command in commands_of_readme() if command.startswith("make ")}
    assert asked <= targets


def test_every_command_of_the_readme_exists() -> None:
    from dropcut.local.cli import main  # noqa: PLC0415 - only this test needs the command line

    asked = {shlex.split(command)[1] for command in commands_of_readme() if command.startswith(".venv/bin/dropcut")}
    assert asked <= set(main.commands)


def test_the_decisions_are_numbered_without_doubles_and_carry_every_part() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    numbers = [record.name[:4] for record in records]
    assert len(numbers) == len(set(numbers))
    for record in records:
        text = record.read_text()
        missing = [part for part in ("Context", "Decision", "Consequences", "When to look again") if f"## {part}" not in text]
        assert missing == [], record.name
