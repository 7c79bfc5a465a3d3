"""What can be told of terraform/ from its text, wherever tests run."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import hcl2
import pytest

from tests.infra.containerfiles import IMAGES

ROOT = Path(__file__).parents[3] / "terraform"
FILES = sorted(ROOT.rglob("*.tf"))
MODULES = sorted({file.parent for file in FILES}, key=str)
SET_BY_PEOPLE = [folder for folder in MODULES if folder.parent.name == "environments" or folder.name == "home"]
each_module = pytest.mark.parametrize("folder", MODULES, ids=lambda folder: folder.name)


@cache
def parsed(file: Path) -> dict[str, list[dict[str, Any]]]:
    """A file's blocks by their kind."""
    with file.open() as text:
        told: dict[str, list[dict[str, Any]]] = hcl2.load(text)
    return told


def blocks(folder: Path, kind: str) -> dict[str, dict[str, Any]]:
    """By name: the blocks of a kind that have one label."""
    found = (block for file in folder.glob("*.tf") for block in parsed(file).get(kind, []))
    return {_plain(name): body for block in found for name, body in block.items() if not name.startswith("__")}


def resources(kind: str) -> list[tuple[str, dict[str, Any]]]:
    """Every resource of that kind, wherever it stands."""
    found = (block for file in FILES for block in parsed(file).get("resource", []))
    kinds = ((_plain(made), named) for block in found for made, named in block.items() if not made.startswith("__"))
    return [
        (_plain(name), body) for made, named in kinds if made == kind for name, body in named.items() if name != "__is_block__"
    ]


def _plain(name: str) -> str:
    return name.strip('"')


def test_the_text_is_where_it_is_looked_for() -> None:
    assert {folder.name for folder in SET_BY_PEOPLE} == {"dev", "prod", "home"}
    assert len(FILES) > 40


@each_module
def test_every_variable_says_what_it_is(folder: Path) -> None:
    missing = [name for name, body in blocks(folder, "variable").items() if not ({"description", "type"} <= set(body))]
    assert missing == []


@pytest.mark.parametrize("folder", SET_BY_PEOPLE, ids=lambda folder: folder.name)
def test_every_variable_that_people_set_is_checked_but_for_yes_and_no(folder: Path) -> None:
    unchecked = [
        name
        for name, body in blocks(folder, "variable").items()
        if "validation" not in body and "bool" not in str(body["type"])
    ]
    assert unchecked == []


@each_module
def test_every_output_says_what_it_is(folder: Path) -> None:
    assert [name for name, body in blocks(folder, "output").items() if "description" not in body] == []


@each_module
def test_every_module_pins_what_it_is_written_for(folder: Path) -> None:
    (terraform,) = [block for file in folder.glob("*.tf") for block in parsed(file).get("terraform", [])]
    assert "required_version" in terraform


def test_no_bucket_is_public_and_nobody_owns_the_project() -> None:
    buckets = resources("google_storage_bucket")
    assert len(buckets) == 1  # one description, for each of the two
    assert all(_plain(body["public_access_prevention"]) == "enforced" for _, body in buckets)
    text = "\n".join(file.read_text() for file in FILES)
    assert not re.search(r'"roles/(owner|editor|viewer)"', text)
    assert len(re.findall(r"allUsers|allAuthenticatedUsers", text)) == 2  # drive and api, which let people in themselves


def test_every_push_is_buried_in_the_end() -> None:
    pushes = [(name, body) for name, body in resources("google_pubsub_subscription") if "push_config" in body]
    assert [name for name, _ in pushes] == ["push"]
    assert all({"dead_letter_policy", "retry_policy", "expiration_policy"} <= set(body) for _, body in pushes)


def test_environments_differ_in_what_they_say_and_in_nothing_else() -> None:
    dev, prod = (ROOT / "environments" / name for name in ("dev", "prod"))
    assert sorted(path.name for path in dev.glob("*.tf")) == sorted(path.name for path in prod.glob("*.tf"))
    for name in ("variables.tf", "outputs.tf", "versions.tf", "tests/home.tftest.hcl"):
        assert (dev / name).read_text() == (prod / name).read_text(), name
    assert set(blocks(dev, "module")["home"]) == set(blocks(prod, "module")["home"])


def test_the_test_plans_with_every_image() -> None:
    test = (ROOT / "environments" / "dev" / "tests" / "home.tftest.hcl").read_text()
    assert set(re.findall(r"^\s+(\w+)\s+= \".*@sha256:", test, re.MULTILINE)) - {"base_image"} == set(IMAGES)
