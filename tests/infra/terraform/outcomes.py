"""Runs `terraform test` on an environment, and tells what each of its runs made."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
ENVIRONMENTS = ("dev", "prod")
LEAST, MOST = "the_least_that_can_be_said_is_a_whole_home", "all_that_can_be_said_is_a_whole_home_too"
"""The runs that make a whole home, as far as a provider goes that asks nobody."""
_OFFLINE = ROOT.parent / "shared" / "tools" / "terraform" / "terraform-offline"
_PATIENCE_S = 800


class NoTerraformError(Exception):
    """Nothing here can run terraform with the provider."""


@dataclass(frozen=True)
class Resource:
    """One that was made."""

    address: str
    kind: str
    module: str
    after: Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What came of `terraform test`."""

    passed: int
    failed: int
    made: Mapping[str, tuple[Resource, ...]]
    """By run."""

    def of(self, run: str, kind: str) -> list[Resource]:
        """The resources of a kind, `google_` left out."""
        return [resource for resource in self.made[run] if resource.kind == f"google_{kind}"]


def outcome(environment: str, shared: Path) -> Outcome:
    """The result, made once for all processes that share that folder. Raises NoTerraformError."""
    kept = shared / f"terraform-{environment}.jsonl"
    with (shared / f"terraform-{environment}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not kept.exists():
            told = _told(environment, shared / f"terraform-{environment}")
            kept.with_suffix(".part").write_text(told)
            kept.with_suffix(".part").rename(kept)
    return _read(kept.read_text())


def _told(environment: str, place: Path) -> str:
    if not place.exists():
        shutil.copytree(
            ROOT / "terraform", place, ignore=shutil.ignore_patterns(".terraform*", "*.tfvars", "*.auto.tfvars.json")
        )
    folder = place / "environments" / environment
    terraform = _that_can_init(folder)
    valid = _run([*terraform, "validate", "-no-color"], folder)
    assert valid.returncode == 0, valid.stdout + valid.stderr
    return _run([*terraform, "test", "-json", "-verbose"], folder).stdout


def _that_can_init(folder: Path) -> Sequence[str]:
    """The first that has the provider: the one that `TERRAFORM` names, terraform itself, the one that needs no network."""
    named = os.environ.get("TERRAFORM", "")
    for command in filter(None, (named, shutil.which("terraform"), str(_OFFLINE) if _OFFLINE.exists() else "")):
        done = _run([command, "init", "-backend=false", "-input=false", "-no-color"], folder)
        if done.returncode == 0:
            return [command]
    raise NoTerraformError(
        "No terraform here has the provider: let it reach the network, or name one that has it by TERRAFORM."
    )


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CHECKPOINT_DISABLE": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=_PATIENCE_S
    )


def _read(lines: str) -> Outcome:
    made, passed, failed = dict[str, tuple[Resource, ...]](), 0, 0
    for line in lines.splitlines():
        told = json.loads(line)
        if told["type"] == "test_state":
            made[told["@testrun"]] = tuple(_resources(told["test_state"]["root_module"]))
        elif told["type"] == "test_summary":
            passed, failed = told["test_summary"]["passed"], told["test_summary"]["failed"] + told["test_summary"]["errored"]
    return Outcome(passed, failed, made)


def _resources(module: Mapping[str, Any]) -> Iterator[Resource]:
    """Those of a module and of all modules in it."""
    for found in module.get("resources", []):
        if found["mode"] == "managed":
            name = module.get("address", "").rsplit("module.", 1)[-1].split("[")[0]
            yield Resource(address=found["address"], kind=found["type"], module=name, after=found["values"])
    for child in module.get("child_modules", []):
        yield from _resources(child)
