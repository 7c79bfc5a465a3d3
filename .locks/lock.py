"""Writes the hash-locked requirement files beside this one, or tells whether they are current.

    python .locks/lock.py write      resolve what changed, keep every other pin
    python .locks/lock.py upgrade    resolve everything anew
    python .locks/lock.py check      offline: exit 1 and a sentence for each lock that no longer fits pyproject.toml

One resolution covers every extra and each set is cut out of it, so any two sets can be installed together.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).resolve().parent
PIN = re.compile(r"^(?P<name>[\w.-]+)(?:\[[^\]]*\])?==(?P<version>\S+)[^\n]*\n(?:[ \t]+[^\n]*\n?)*", re.MULTILINE)
UV = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-annotate", "--no-header"]
RESOLVE = [*UV, "--universal", "--python-version", "3.11", "--generate-hashes"]


@dataclass(frozen=True)
class Sets:
    """What pyproject.toml asks for: each lock's name and its requirements, and how the locks bend the resolution."""

    wanted: dict[str, list[str]]
    without_dependencies: list[str]
    gpu_only: re.Pattern[str]
    cpu_builds: dict[str, str]

    @classmethod
    def read(cls, project_file: Path) -> Sets:
        project = tomllib.loads(project_file.read_text())
        rules: dict[str, Any] = project["tool"]["dropcut"]["locks"]
        run = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
        extras: dict[str, list[str]] = project["project"]["optional-dependencies"]
        wanted = {"run": run, **{extra: [*run, *own] for extra, own in extras.items()}}
        wanted["all"] = [*run, *(line for own in extras.values() for line in own)]
        return cls(wanted, rules["without-dependencies"], re.compile(rules["gpu-only"]), rules["cpu-builds"])

    def expected(self) -> dict[str, list[str]]:
        """Each lock file's requirements: `cpu` and `cuda` are cut from the union, `no-deps` stands alone."""
        union = self.wanted["all"]
        return {**self.wanted, "cpu": union, "cuda": union, "no-deps": self.without_dependencies}


@dataclass(frozen=True)
class Pin:
    """One package at one version, as the lines that pip reads."""

    name: str
    version: str
    text: str

    @property
    def hashed(self) -> bool:
        return "--hash=sha256:" in self.text


def pins(lock_text: str) -> Iterator[Pin]:
    for found in PIN.finditer(lock_text):
        yield Pin(canonicalize_name(found["name"]), found["version"].rstrip("\\").strip(), found[0].rstrip() + "\n")


def lock_file(name: str) -> Path:
    return HERE / f"{name}.txt"


def header(name: str, requirements: Iterable[str]) -> str:
    digest = sha256(json.dumps(sorted(requirements)).encode()).hexdigest()
    title = f"# The lock `{name}`, written by `make locks`; edit pyproject.toml instead."
    return f"{title}\n# requirements: sha256:{digest}\n"


def resolve(requirements: list[str], pinned: str, *options: str) -> str:
    """Resolve `requirements` for every platform and Python at once, keeping what `pinned` says where it still fits."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "lock.txt")
        output.write_text(pinned)
        command = [*RESOLVE, *options, "--output-file", str(output), "-"]
        subprocess.run(command, input="\n".join(requirements), text=True, check=True, stdout=subprocess.DEVNULL)
        return output.read_text()


def write(sets: Sets, *options: str) -> None:
    kept = "".join(lock_file(name).read_text() for name in ("all", "cuda") if lock_file(name).exists())
    union = resolve(sets.wanted["all"], kept, *options)
    save("cuda", sets, lambda pin: bool(sets.gpu_only.match(pin.name)), union)
    save_cpu_builds(sets, union)
    for name, requirements in sets.wanted.items():
        save(name, sets, lambda pin: not sets.gpu_only.match(pin.name), resolve(requirements, union))
    own = lock_file("no-deps").read_text() if lock_file("no-deps").exists() else ""
    save("no-deps", sets, lambda _: True, resolve(sets.without_dependencies, own, "--no-deps", *options))


def save(name: str, sets: Sets, belongs: Callable[[Pin], bool], resolved: str) -> None:
    kept = [with_cpu_build(pin, sets.cpu_builds) for pin in pins(resolved) if belongs(pin)]
    lock_file(name).write_text(header(name, sets.expected()[name]) + "".join(kept))


def save_cpu_builds(sets: Sets, union: str) -> None:
    """Write the constraints that make pip take the CPU builds: between two allowed hashes it prefers the registry's."""
    built = [pin for pin in pins(union) if pin.name in sets.cpu_builds]
    lines = [f"{pin.name}=={pin.version}+cpu \\\n    --hash={sets.cpu_builds[pin.name]}\n" for pin in built]
    lock_file("cpu").write_text(header("cpu", sets.expected()["cpu"]) + "".join(lines))


def with_cpu_build(pin: Pin, cpu_builds: dict[str, str]) -> str:
    build = cpu_builds.get(pin.name)
    if build is None or build in pin.text:
        return pin.text
    return f"{pin.text.rstrip()} \\\n    --hash={build}\n"


def problems(sets: Sets) -> Iterator[str]:
    expected = sets.expected()
    for stray in sorted({path.stem for path in HERE.glob("*.txt")} - expected.keys()):
        yield f".locks/{stray}.txt belongs to no set of pyproject.toml: delete it."
    for name, requirements in expected.items():
        if not lock_file(name).exists():
            yield f".locks/{name}.txt is missing: run `make locks`."
        else:
            yield from lock_problems(name, requirements, sets)


def lock_problems(name: str, requirements: list[str], sets: Sets) -> Iterator[str]:
    text = lock_file(name).read_text()
    if not text.startswith(header(name, requirements)):
        yield f".locks/{name}.txt was written for other requirements than pyproject.toml names: run `make locks`."
    found = list(pins(text))
    if name not in ("cpu", "no-deps") and not versions(text) <= union_versions():
        yield f".locks/{name}.txt and .locks/all.txt pin different versions: run `make locks`."
    for pin in found:
        if not pin.hashed or sets.cpu_builds.get(pin.name, "") not in pin.text:
            yield f".locks/{name}.txt lacks a hash of {pin.name} {pin.version}: run `make locks`."
    for requirement in map(Requirement, () if name in ("cpu", "cuda") else requirements):
        if not any(satisfies(pin, requirement) for pin in found):
            yield f".locks/{name}.txt holds nothing that satisfies `{requirement}`: run `make locks`."


def versions(lock_text: str) -> set[tuple[str, str]]:
    return {(pin.name, pin.version) for pin in pins(lock_text)}


def union_versions() -> set[tuple[str, str]]:
    """Every version that any set may pin, so that any two sets can be installed together."""
    return versions("".join(lock_file(name).read_text() for name in ("all", "cuda") if lock_file(name).exists()))


def satisfies(pin: Pin, requirement: Requirement) -> bool:
    return pin.name == canonicalize_name(requirement.name) and requirement.specifier.contains(pin.version)


def check(sets: Sets) -> None:
    found = list(problems(sets))
    for problem in found:
        print(problem, file=sys.stderr)
    if found:
        raise SystemExit(1)
    print(f"All {len(sets.expected())} locks are current.")


def main(arguments: list[str]) -> None:
    sets = Sets.read(HERE.parent / "pyproject.toml")
    match arguments:
        case ["write"]:
            write(sets)
        case ["upgrade"]:
            write(sets, "--upgrade")
        case ["check"]:
            check(sets)
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
