"""What a process has loaded: a program of its own is asked, since this one has loaded everything."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from dropcut.catalog import CATALOG
from dropcut.domain.catalog import Row

ROOT = Path(__file__).parents[2]
READY = "from dropcut.engine.pipeline import Pipeline; Pipeline().load_catalog()"
"""What every entry point does for its first request."""
ADVANCING = "Pipeline().load_recipe()"
_TOLD = """
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([sorted(sys.modules), used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


@dataclass(frozen=True)
class Loaded:
    """A process that ran some statements."""

    modules: frozenset[str]
    cpu_s: float
    memory_kib: int

    @property
    def packages(self) -> frozenset[str]:
        """The top of every module's name."""
        return frozenset(module.partition(".")[0] for module in self.modules)

    def drawers(self, *names: str) -> set[str]:
        """Its modules in these drawers of dropcut."""
        return {module for module in self.modules if module.startswith(tuple(f"dropcut.{name}." for name in names))}


def loaded_by(statements: Sequence[str]) -> Loaded:
    """A fresh process that ran these statements in the root of the repository."""
    return loaded_in_turn(statements)[0]


def loaded_in_turn(*stages: Sequence[str]) -> list[Loaded]:
    """The same after each of several stages of one process."""
    program = "\n".join(["import json, resource, sys", *("\n".join([*statements, _TOLD]) for statements in stages)])
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return [Loaded(frozenset(modules), cpu_s, memory_kib) for modules, cpu_s, memory_kib in told]


def ready(entry: str) -> list[str]:
    """The statements by which `functions/NAME` or `gpu_jobs/NAME` is ready for its first request."""
    also = [ADVANCING] if entry == "functions/advance" else []
    return [f"import {entry.replace('/', '.')}.main", READY, *also]


def at_work(entry: str) -> list[str]:
    """The same once each of its steps was run: with all that those import when they run."""
    return ready(entry) + [f"import {module}" for row in CATALOG.rows if row.entry == entry for module in works_with(row)]


def works_with(row: Row) -> Iterable[str]:
    """The modules that a step imports only when it runs, but for models."""
    spec = find_spec(row.step.__module__)
    if spec is None or spec.origin is None:
        return
    inside = (node for node in ast.walk(ast.parse(Path(spec.origin).read_text())) if isinstance(node, ast.FunctionDef))
    for node in (each for function in inside for each in ast.walk(function)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
