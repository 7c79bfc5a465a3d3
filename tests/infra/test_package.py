"""What is built and installed is dropcut alone."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--no-cache-dir", "-q"]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *offline, "-w", str(folder), str(ROOT)], check=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_holds_dropcut_and_what_describes_it(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"dropcut"}


def test_the_wheel_holds_every_module_and_its_types(wheel: zipfile.ZipFile) -> None:
    source = ROOT / "shared"
    modules = {str(path.relative_to(source)) for path in source.rglob("*.py")}
    assert modules | {"dropcut/py.typed"} <= set(wheel.namelist())


def test_the_wheel_installs_the_command_and_the_licence(wheel: zipfile.ZipFile) -> None:
    described = {Path(name).name: name for name in wheel.namelist() if ".dist-info/" in name}
    scripts = ConfigParser()
    scripts.read_string(wheel.read(described["entry_points.txt"]).decode())
    assert dict(scripts["console_scripts"]) == {"dropcut": "dropcut.local.cli:main"}
    assert "LICENSE" in described
