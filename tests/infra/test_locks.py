"""The locks fit pyproject.toml, name no address, and a lock that no longer fits is refused offline."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / ".locks").glob("*.txt"))
CPU_TORCH = "--hash=sha256:6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / ".locks", tmp_path / ".locks")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def check(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ".locks/lock.py", "check"]
    return subprocess.run(command, cwd=project, text=True, capture_output=True, check=False)


def rewrite(file: Path, before: str, after: str) -> None:
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


def test_the_locks_are_current() -> None:
    done = check(ROOT)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_extra_has_a_lock() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert {lock.stem for lock in LOCKS} == {*extras, "run", "all", "cpu", "cuda", "no-deps"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_names_no_address(lock: Path) -> None:
    assert not re.search(r"://|index-url|find-links|trusted-host", lock.read_text())


@pytest.mark.parametrize("name", ["all", "meaning-torch", "upscale-torch"])
def test_torch_may_be_the_cpu_build_and_brings_no_cuda(name: str) -> None:
    lock = (ROOT / ".locks" / f"{name}.txt").read_text()
    torch = re.findall(r"^torch==2\.13\.0 .*\n(?:    --hash=.*\n)+", lock, re.MULTILINE)
    assert len(torch) == 1
    assert CPU_TORCH in torch[0]
    assert torch[0].count("--hash") > 1
    assert not re.search(r"^(nvidia|cuda)-|^triton", lock, re.MULTILINE)


def test_the_cpu_build_can_be_asked_for() -> None:
    assert (ROOT / ".locks" / "cpu.txt").read_text().endswith(f"torch==2.13.0+cpu \\\n    {CPU_TORCH}\n")


def test_a_requirement_that_was_raised_makes_its_locks_stale(project: Path) -> None:
    rewrite(project / "pyproject.toml", '"pydantic>=', '"pydantic>=1000,>=')
    done = check(project)
    assert done.returncode == 1
    assert ".locks/run.txt was written for other requirements than pyproject.toml names: run `make locks`." in done.stderr
    assert ".locks/run.txt holds nothing that satisfies" in done.stderr


def test_a_requirement_that_was_added_makes_its_extra_and_the_union_stale(project: Path) -> None:
    rewrite(project / "pyproject.toml", "guided = [", 'guided = [\n    "six",')
    stale = {line.split()[0] for line in check(project).stderr.splitlines()}
    assert stale == {f".locks/{name}.txt" for name in ("guided", "all", "cpu", "cuda")}


def test_a_hash_that_was_taken_out_is_missed(project: Path) -> None:
    rewrite(project / ".locks" / "upscale-torch.txt", CPU_TORCH, "")
    assert ".locks/upscale-torch.txt lacks a hash of torch 2.13.0" in check(project).stderr


def test_a_pin_that_was_changed_by_hand_is_seen(project: Path) -> None:
    rewrite(project / ".locks" / "dev.txt", "pytest==", "pytest==1000.")
    assert ".locks/dev.txt and .locks/all.txt pin different versions" in check(project).stderr


def test_a_lock_that_is_missing_is_seen(project: Path) -> None:
    (project / ".locks" / "cloud.txt").unlink()
    assert check(project).stderr == ".locks/cloud.txt is missing: run `make locks`.\n"


def test_a_lock_of_no_extra_is_seen(project: Path) -> None:
    (project / ".locks" / "extra.txt").touch()
    assert check(project).stderr == ".locks/extra.txt belongs to no set of pyproject.toml: delete it.\n"
