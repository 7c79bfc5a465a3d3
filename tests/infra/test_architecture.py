"""The architecture's contracts hold, also for drawers to come, and a planted violation of each is named."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {"dropcut": ROOT / "shared" / "dropcut", "functions": ROOT / "functions", "gpu_jobs": ROOT / "gpu_jobs"}
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

DRAWERS_OF_THE_DESIGN = (
    "api cloud domain editing engine local media ports search speech steps upscaling vision".split()  # noqa: SIM905 - a list of words
)

DRAWERS = "Drawers import only what lies below them, and every drawer has its place"
DEPLOYMENT = "Nothing in dropcut knows who deploys it"
ENTRY_POINTS = "Entry points call the cloud home and nothing else"
FUNCTIONS = "Functions never see each other"
GPU_JOBS = "GPU jobs never see each other"
DOMAIN = "The domain imports the standard library and pydantic"
GOOGLE = "Google is known in the cloud home only"
TORCH = "Torch is known in upscaling only"
SQLITE = "SQLite is known in the local home and in search only"
PROGRAMS = "Programs are started in media and by the local home only"
MEDIA = "Media is opened in media only"
TELLING = "Who is told of what happens is known in telemetry only"

VIOLATIONS = [
    (DRAWERS, "dropcut/domain/planted{}.py", "import dropcut.ports"),
    (DRAWERS, "dropcut/ports/planted{}.py", "import dropcut.media"),
    (DRAWERS, "dropcut/ports/planted{}.py", "import dropcut.editing"),
    (DRAWERS, "dropcut/media/planted{}.py", "import dropcut.editing"),
    (DRAWERS, "dropcut/editing/planted{}.py", "import dropcut.media"),
    (DRAWERS, "dropcut/media/planted{}.py", "import dropcut.upscaling"),
    (DRAWERS, "dropcut/vision/planted{}.py", "import dropcut.speech"),
    (DRAWERS, "dropcut/search/planted{}.py", "import dropcut.vision"),
    (DRAWERS, "dropcut/speech/planted{}.py", "import dropcut.steps"),
    (DRAWERS, "dropcut/steps/planted{}.py", "import dropcut.catalog"),
    (DRAWERS, "dropcut/steps/planted{}.py", "import dropcut.engine"),
    (DRAWERS, "dropcut/engine/planted{}.py", "import dropcut.api"),
    (DRAWERS, "dropcut/api/planted{}.py", "import dropcut.local"),
    (DRAWERS, "dropcut/api/planted{}.py", "import dropcut.cloud"),
    (DRAWERS, "dropcut/local/planted{}.py", "import dropcut.cloud"),
    (DRAWERS, "dropcut/cloud/planted{}.py", "def later():\n    import dropcut.local"),
    (DRAWERS, "dropcut/engine/planted{}.py", "import dropcut.telemetry"),
    (TELLING, "dropcut/engine/planted{}.py", "import opentelemetry"),
    (TELLING, "dropcut/cloud/planted{}.py", "def later():\n    import sentry_sdk"),
    (TELLING, "dropcut/api/planted{}.py", "from prometheus_client import Counter"),
    (DEPLOYMENT, "dropcut/cloud/planted{}.py", "import functions"),
    (DEPLOYMENT, "dropcut/cloud/planted{}.py", "import gpu_jobs"),
    (DEPLOYMENT, "functions/planted{}/__init__.py", "import gpu_jobs"),
    (ENTRY_POINTS, "functions/planted{}/__init__.py", "import dropcut.engine"),
    (ENTRY_POINTS, "gpu_jobs/planted{}/__init__.py", "import dropcut.local"),
    (ENTRY_POINTS, "functions/planted{}/__init__.py", "import numpy"),
    (FUNCTIONS, "functions/planted{}/__init__.py", "import functions.neighbour"),
    (GPU_JOBS, "gpu_jobs/planted{}/__init__.py", "import gpu_jobs.neighbour"),
    (DOMAIN, "dropcut/domain/planted{}.py", "import numpy"),
    (DOMAIN, "dropcut/domain/planted{}.py", "import structlog"),
    (GOOGLE, "dropcut/steps/planted{}.py", "from google.cloud import storage"),
    (GOOGLE, "dropcut/api/planted{}.py", "def later():\n    import googleapiclient.discovery"),
    (GOOGLE, "functions/planted{}/__init__.py", "import google.cloud.storage"),
    (TORCH, "dropcut/vision/planted{}.py", "def later():\n    import torch"),
    (TORCH, "dropcut/engine/planted{}.py", "import torch.nn"),
    (SQLITE, "dropcut/engine/planted{}.py", "import sqlite3"),
    (PROGRAMS, "dropcut/steps/planted{}.py", "from subprocess import run"),
    (PROGRAMS, "dropcut/speech/planted{}.py", "import multiprocessing"),
    (MEDIA, "dropcut/steps/planted{}.py", "import av"),
    (MEDIA, "dropcut/local/planted{}.py", "import imageio_ffmpeg"),
]


class House:
    """Copies of the source trees in which every drawer of the design exists, and an entry point of each kind."""

    def __init__(self, place: Path) -> None:
        self._place = place
        for name, folder in PACKAGES.items():
            shutil.copytree(folder, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", place)
        for package in [
            *(f"dropcut/{drawer}" for drawer in DRAWERS_OF_THE_DESIGN),
            "functions/neighbour",
            "gpu_jobs/neighbour",
        ]:
            self.plant(f"{package}/__init__.py", "")
        for module in ("recipe", "catalog"):
            self.plant(f"dropcut/{module}.py", "")

    def plant(self, file: str, text: str) -> None:
        (self._place / file).parent.mkdir(parents=True, exist_ok=True)
        with (self._place / file).open("a") as planted:
            planted.write(f"{text}\n")

    def broken(self) -> dict[str, str]:
        """What import-linter says of each contract that it finds broken."""
        command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(self._place), str(ROOT)]), "COLUMNS": "200"}
        done = subprocess.run(command, cwd=self._place, env=environment, text=True, capture_output=True, check=False)
        assert "kept" in done.stdout, done.stderr
        names = [contract["name"] for contract in CONTRACTS if f"{contract['name']} BROKEN" in done.stdout]
        told = done.stdout.partition("Broken contracts\n")[2]
        starts = sorted((told.index(f"\n{name}\n"), name) for name in names)
        ends = [*(start for start, _ in starts), len(told)][1:]
        return {name: told[start:end] for (start, name), end in zip(starts, ends, strict=True)} if names else {}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture(scope="module")
def all_at_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said where every violation is planted, each in a module of its own."""
    house = House(tmp_path_factory.mktemp("house"))
    for number, (_, file, text) in enumerate(VIOLATIONS):
        house.plant(file.format(number), text)
    return house.broken()


def test_every_contract_holds_with_every_drawer_in_place(house: House) -> None:
    assert house.broken() == {}


@pytest.mark.parametrize("file", ["dropcut/gadgets/__init__.py", "dropcut/gadgets.py"])
def test_a_drawer_without_a_place_breaks_the_contract_of_drawers(house: House, file: str) -> None:
    house.plant(file, "")
    assert "gadgets" in house.broken()[DRAWERS]


@pytest.mark.parametrize("number", range(len(VIOLATIONS)))
def test_a_planted_violation_breaks_its_contract(number: int, all_at_once: dict[str, str]) -> None:
    contract, file, _ = VIOLATIONS[number]
    module = file.format(number).removesuffix("/__init__.py").removesuffix(".py").replace("/", ".")
    assert re.search(rf"- {re.escape(module)}\b", all_at_once[contract])


def test_every_contract_has_a_planted_violation() -> None:
    assert {contract["name"] for contract in CONTRACTS} == {contract for contract, _, _ in VIOLATIONS}
