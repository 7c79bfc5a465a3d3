"""A roll-out that does not do well goes back by itself: the very scripts, with a `gcloud` that remembers what it was told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GCLOUD = """
import json, os, sys
from pathlib import Path
place, words = Path(os.environ["DOUBLE"]), sys.argv[1:]
state = json.loads((place / "state.json").read_text())
options = dict(word.removeprefix("--").split("=", 1) for word in words if word.startswith("--") and "=" in word)
plain = [word for word in words if not word.startswith("--")]
match plain:
    case ["run", "services", "list"]:
        print(*state["services"], sep="\\n", end="\\n" * bool(state["services"]))
    case ["run", "services", "describe", name]:
        service = state["services"][name]
        print(service[options["format"].split(".")[-1].rstrip(")")])
    case ["run", "services", "update-traffic", name]:
        with (place / "traffic").open("a") as told:
            print(name, options.get("to-revisions", "latest"), file=told)
    case ["run", "jobs", "list"]:
        print(*state["jobs"], sep="\\n", end="\\n" * bool(state["jobs"]))
    case ["run", "jobs", "describe", name]:
        print(state["jobs"][name])
    case ["run", "jobs", "update", name]:
        with (place / "images").open("a") as told:
            print(name, options["image"], file=told)
    case ["logging", "read", query]:
        print(*(line for word, line in state["errors"].items() if word in query), sep="\\n", end="")
    case ["storage", "ls", _]:
        sys.exit(0 if state["cuts"] else 1)
    case ["storage", "cp", *_]:
        pass
    case _:
        sys.exit(f"What is {words}?")
"""
NEW, OLD = "new", "old"


@dataclass(frozen=True)
class Cloud:
    """A project with an API, a function and a job, as the double tells of it."""

    place: Path

    def says(self, *, ready: bool = True, cuts: bool = True, errors: dict[str, str] | None = None, empty: bool = False) -> None:
        """How what was applied does."""
        service = {"revisionName": OLD, "latestCreatedRevisionName": NEW, "latestReadyRevisionName": NEW if ready else OLD}
        state = {
            "services": {} if empty else {"dropcut-api": service, "dropcut-mix": service},
            "jobs": {} if empty else {"dropcut-render": "image@old"},
            "errors": errors or {},
            "cuts": cuts,
        }
        (self.place / "state.json").write_text(json.dumps(state))

    def runs(self, script: str) -> subprocess.CompletedProcess[str]:
        """A script of the roll-out, in a workspace of its own."""
        told = {
            "PATH": f"{self.place}:{os.environ['PATH']}",
            "DOUBLE": str(self.place),
            "PROJECT_ID": "p",
            "BUILD_ID": "b",
            "_REGION": "here",
            "_ENVIRONMENT": "dev",
            "_STATE": "state",
            "_BUILD": "before",
            "_WATCH_S": "0",
            "_LOOKS": "2",
            "_LOOK_S": "0",
        }
        command = ["bash", str(ROOT / ".ci" / "roll-out" / script)]
        return subprocess.run(command, cwd=self.place, env=told, capture_output=True, text=True, check=False)

    def applied(self) -> None:
        """Terraform has done all of it."""
        (self.place / "applied").touch()

    def told(self, what: str) -> list[str]:
        """To which revisions or images was changed, in order."""
        file = self.place / what
        return file.read_text().splitlines() if file.exists() else []


@pytest.fixture
def cloud(tmp_path: Path) -> Cloud:
    gcloud = tmp_path / "gcloud"
    gcloud.write_text(f"#!{sys.executable} -SE{GCLOUD}")
    gcloud.chmod(0o755)
    made = Cloud(tmp_path)
    made.says()
    assert made.runs("hold").returncode == 0
    assert made.told("traffic") == ["dropcut-api old=100", "dropcut-mix old=100"]
    (tmp_path / "traffic").unlink()
    return made


BACK = ["dropcut-api old=100", "dropcut-mix old=100"]


def test_what_does_well_is_asked_by_a_tenth_then_by_all(cloud: Cloud) -> None:
    cloud.applied()
    done = cloud.runs("forward")
    assert done.returncode == 0, done.stderr
    assert cloud.told("traffic") == ["dropcut-api new=10,old=90", "dropcut-api latest", "dropcut-mix latest"]
    assert cloud.told("images") == []


def test_what_was_applied_by_half_goes_back(cloud: Cloud) -> None:
    assert cloud.runs("forward").returncode == 1
    assert cloud.told("traffic") == BACK
    assert cloud.told("images") == ["dropcut-render image@old"]


def test_what_does_not_start_is_asked_by_nobody(cloud: Cloud) -> None:
    cloud.applied()
    cloud.says(ready=False)
    assert cloud.runs("forward").returncode == 1
    assert cloud.told("traffic") == BACK


def test_errors_of_the_first_tenth_bring_all_back(cloud: Cloud) -> None:
    cloud.applied()
    cloud.says(errors={'revision_name="new"': "a mistake"})
    done = cloud.runs("forward")
    assert done.returncode == 1
    assert "a mistake" in done.stderr
    assert cloud.told("traffic") == ["dropcut-api new=10,old=90", *BACK]


@pytest.mark.parametrize("trouble", [{"errors": {"service_name": "a mistake"}}, {"cuts": False}], ids=["errors", "no cut"])
def test_whatever_is_wrong_once_all_ask_brings_all_back(cloud: Cloud, trouble: dict[str, object]) -> None:
    cloud.applied()
    cloud.says(**trouble)  # type: ignore[arg-type]
    assert cloud.runs("forward").returncode == 1
    assert cloud.told("traffic")[-2:] == BACK
    assert cloud.told("images") == ["dropcut-render image@old"]


def test_a_service_that_cannot_be_looked_at_is_not_taken_for_well(cloud: Cloud) -> None:
    cloud.applied()
    (cloud.place / "state.json").write_text("{}")
    assert cloud.runs("forward").returncode == 1


def test_the_first_roll_out_has_nothing_to_go_back_to(tmp_path: Path, cloud: Cloud) -> None:
    cloud.says(empty=True)
    assert cloud.runs("hold").returncode == 0
    cloud.applied()
    assert cloud.runs("forward").returncode == 0
    cloud.says(empty=True, cuts=False)
    assert "nothing to go back to" in cloud.runs("forward").stderr
    assert tmp_path == cloud.place
