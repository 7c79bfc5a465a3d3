"""The pipeline names only what exists, every step comes after what it needs, and every script can be read."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.infra.containerfiles import IMAGES, ROOT

BUILD, ROLL_OUT = ROOT / "cloudbuild.yaml", ROOT / ".ci" / "roll-out.yaml"
SCRIPTS = sorted(path for folder in ("pipeline", "roll-out") for path in (ROOT / ".ci" / folder).iterdir() if not path.suffix)
KNOWN = {"id", "name", "entrypoint", "args", "waitFor", "timeout", "allowFailure"}
GIVEN = {"BUILD_ID", "COMMIT_SHA", "PROJECT_ID"}
"""What Cloud Build itself tells every step here."""
each_build = pytest.mark.parametrize("file", [BUILD, ROLL_OUT], ids=lambda file: file.stem)
each_script = pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: f"{script.parent.name}/{script.name}")


def parsed(file: Path) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(file.read_text())
    return told


def scripts_of(file: Path) -> Iterator[Path]:
    """The files that its steps run."""
    for step in parsed(file)["steps"]:
        if step["entrypoint"] in {"bash", "sh"}:
            yield ROOT / step["args"][0]


def told_to(script: Path) -> set[str]:
    """The variables that a script takes from outside of it."""
    text = script.read_text()
    return set(re.findall(r"\$\{?(_[A-Z][A-Z_]*|BUILD_ID|COMMIT_SHA|PROJECT_ID)\b", text)) | set(
        re.findall(r"\b(_[A-Z][A-Z_]+)\b", " ".join(re.findall(r"^for name in (.*); do", text, re.MULTILINE)))
    )


def test_it_is_built_in_the_order_that_the_design_says() -> None:
    order = [step["id"] for step in parsed(BUILD)["steps"]]
    assert order == ["asked", "test", "build", "scan", "sbom", "sign", "settings", "plan", "ask"]
    assert [step["id"] for step in parsed(ROLL_OUT)["steps"]] == ["hold", "apply", "forward"]


@each_build
def test_every_step_waits_for_the_one_before_it_and_says_nothing_unknown(file: Path) -> None:
    steps = parsed(file)["steps"]
    assert all(set(step) <= KNOWN for step in steps)
    assert [step.get("waitFor") for step in steps[1:]] == [[step["id"]] for step in steps[:-1]]
    assert all(":" in step["name"] and not step["name"].endswith(":latest") for step in steps)


@each_build
def test_every_file_that_a_step_runs_exists(file: Path) -> None:
    assert [str(script) for script in scripts_of(file) if not script.exists()] == []


def test_every_script_is_run_by_a_step() -> None:
    run = {script for file in (BUILD, ROLL_OUT) for script in scripts_of(file)}
    assert run == {*SCRIPTS, ROOT / ".ci" / "run"}


@each_build
def test_every_substitution_is_declared_and_every_declared_one_is_used(file: Path) -> None:
    declared = set(parsed(file)["substitutions"])
    inline = set(re.findall(r"\$\{(_[A-Z_]+)\}", file.read_text()))
    used = inline.union(*(told_to(script) for script in scripts_of(file) if script.parent.name != ".ci"))
    assert used - GIVEN == declared
    assert parsed(file)["options"]["automapSubstitutions"] is True


@each_build
def test_triggers_fill_what_is_empty(file: Path) -> None:
    """What neither the trigger nor whoever asks for the roll-out fills stays as it is declared: never empty."""
    text = (ROOT / "terraform" / "modules" / "pipeline" / "main.tf").read_text()
    asked = (ROOT / ".ci" / "pipeline" / "ask").read_text()
    filled = set(re.findall(r"^\s+(_[A-Z_]+)\s+=", text, re.MULTILINE)) | set(re.findall(r"(_[A-Z]+)=\$", asked))
    empty = {name for name, value in parsed(file)["substitutions"].items() if not value}
    assert empty <= filled
    assert f'"{file.relative_to(ROOT)}"' in text


@each_script
def test_a_script_can_be_read_and_stops_at_its_first_failure(script: Path) -> None:
    shell = script.read_text().splitlines()[0].split()[-1].rsplit("/", 1)[-1]
    subprocess.run([shell, "-n", str(script)], check=True)
    assert re.search(r"^set -euo? ?(pipefail)?$", script.read_text(), re.MULTILINE)
    assert script.stat().st_mode & 0o100


def test_every_image_is_built_with_its_locks_and_its_job() -> None:
    told = subprocess.run(
        [sys.executable, ROOT / ".ci" / "pipeline" / "images.py"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    lines = [line.split("\t") for line in told]
    assert [line[0] for line in lines] == list(IMAGES)
    assert all((ROOT / file).exists() and locks and (job != "") == file.startswith("gpu_jobs") for _, file, locks, job in lines)


def test_an_image_that_was_not_built_is_missed(tmp_path: Path) -> None:
    built = tmp_path / "built.txt"
    built.write_text("".join(f"{image}\tregistry/{image}@sha256:{'0' * 64}\n" for image in list(IMAGES)[1:]))
    command = [sys.executable, str(ROOT / ".ci" / "pipeline" / "images.py"), "tfvars", str(built)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert f"Not built: {next(iter(IMAGES))}." in done.stderr


@pytest.mark.parametrize(("base", "ends"), [("python:3.11@sha256:" + "0" * 64, 0), ("python:3.11", 1), ("", 1)])
def test_a_build_on_an_image_that_may_change_is_refused_at_once(base: str, ends: int) -> None:
    names = ("_ENVIRONMENT", "_REGION", "_REPOSITORY", "_STATE", "_ATTESTOR", "_SIGNING_KEY")
    told = {**dict.fromkeys(names, "some"), "_BASE": base, "PATH": "/usr/bin:/bin"}
    done = subprocess.run([str(ROOT / ".ci" / "pipeline" / "asked")], env=told, capture_output=True, text=True, check=False)
    assert done.returncode == ends
    assert not ends or "_BASE" in done.stderr


def made_of_tools(folder: Path, tools: dict[str, str]) -> str:
    """A PATH with programs of ours before the system's, each of which first writes down that it was run."""
    folder.mkdir()
    for name, does in tools.items():
        (folder / name).write_text(f'#!/bin/sh\necho "{name} $*" >> "{folder}.log"\n{does}\n')
        (folder / name).chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


def built_in(clone: Path, path: str) -> subprocess.CompletedProcess[str]:
    """What `build` does in a folder with what it reads."""
    for part in (".ci", "terraform"):
        (clone / part).mkdir(parents=True)
    shutil.copytree(ROOT / ".ci" / "pipeline", clone / ".ci" / "pipeline")
    shutil.copy(ROOT / "terraform" / "images.json", clone / "terraform")
    (clone / "terraform" / "environments" / "dev").mkdir(parents=True)
    told = {"_REPOSITORY": "a.docker.pkg.dev/b/c", "_ENVIRONMENT": "dev", "_BASE": "base", "BUILD_ID": "first", "PATH": path}
    return subprocess.run([".ci/pipeline/build"], env=told, cwd=clone, capture_output=True, text=True, check=False)


def test_without_buildx_nothing_is_begun(tmp_path: Path) -> None:
    tools = {"docker": 'case "$1" in buildx) exit 1;; esac', "gcloud": "", "python3": f'exec {sys.executable} "$@"'}
    done = built_in(tmp_path / "clone", made_of_tools(tmp_path / "tools", tools))
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "buildx" in done.stderr
    assert not (tmp_path / "clone" / "built.txt").exists()
    assert "gcloud" not in (tmp_path / "tools.log").read_text()


@pytest.mark.parametrize("fails", [False, True])
def test_what_was_built_is_listed_once_all_of_it_is(tmp_path: Path, *, fails: bool) -> None:
    (last,) = list(IMAGES)[-1:]
    fail = f'case "$1$*" in build*/{last}:*) exit 1;; esac' if fails else ""
    tools = {"docker": fail, "gcloud": f"echo sha256:{'0' * 64}", "python3": f'exec {sys.executable} "$@"'}
    done = built_in(tmp_path / "clone", made_of_tools(tmp_path / "tools", tools))
    built = tmp_path / "clone" / "built.txt"
    assert (done.returncode != 0, built.exists()) == (fails, not fails), done.stderr
    assert fails or [line.split("\t")[0] for line in built.read_text().splitlines()] == list(IMAGES)


@pytest.mark.parametrize("built", [None, ""])
@pytest.mark.parametrize("script", ["scan", "sbom", "sign"])
def test_what_looks_at_nothing_does_not_end_well(tmp_path: Path, script: str, built: str | None) -> None:
    if built is not None:
        (tmp_path / "built.txt").write_text(built)
    command = [str(ROOT / ".ci" / "pipeline" / script)]
    told = {"_REGION": "europe-west1", "_ATTESTOR": "some", "_SIGNING_KEY": "some", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, env=told, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "built.txt names no image: run .ci/pipeline/build first, and to its end.\n"


def test_a_roll_out_waits_for_somebody() -> None:
    text = (ROOT / "terraform" / "modules" / "pipeline" / "main.tf").read_text()
    roll_out = text.split('resource "google_cloudbuild_trigger" "roll_out"')[1]
    assert re.search(r"approval_config \{\s+approval_required = true", roll_out)
