"""Every package of the locks that is installed is listed with its licence, and so is every model."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from click.testing import CliRunner
from packaging.utils import canonicalize_name

from dropcut.engine.shelf import Shelf
from dropcut.local.cli import main
from dropcut.local.licences.models import model_licences
from dropcut.local.licences.packages import packages, texts_of
from dropcut.local.models.tables import known

LOCKS = Path(__file__).parents[4] / ".locks"
_PIN = re.compile(r"^([\w.-]+)(?:\[[^\]]*\])?==", re.MULTILINE)


def pinned(lock: Path) -> set[str]:
    return {canonicalize_name(name) for name in _PIN.findall(lock.read_text())}


def installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def everything_that_is_given_to_users() -> set[str]:
    locks = [lock for lock in LOCKS.glob("*.txt") if lock.stem not in {"all", "cpu", "cuda", "dev"}]
    return {name for lock in locks for name in pinned(lock) if installed(name)}


def test_every_package_of_the_locks_is_listed_with_its_licence() -> None:
    told = {line.name: line.licence for line in packages()}
    given = everything_that_is_given_to_users()
    assert len(given) > 60
    assert sorted(given - told.keys()) == []
    assert {name for name in given if not told[name] or told[name].startswith("not said")} == set()


def test_every_model_is_listed_with_its_licence(tmp_path: Path) -> None:
    told = model_licences(Shelf(tmp_path))
    assert {f"{model.kind.value}/{model.name}" for model in known()} <= {line.name for line in told}
    assert all(line.licence and line.publisher for line in told)


def test_texts_come_from_the_package_itself() -> None:
    assert any("Redistribution" in text for text in texts_of("av"))


@pytest.mark.parametrize("arguments", [["--json"], []])
def test_the_command_lists_packages_models_and_ffmpeg_as_it_was_built(arguments: list[str]) -> None:
    done = CliRunner().invoke(main, ["licenses", *arguments], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    if arguments:
        told = json.loads(done.output)
        assert told["dropcut"] == "Apache-2.0"
        assert "GPL" in told["programs"][0]["licence"]
    assert "pydantic" in done.output
