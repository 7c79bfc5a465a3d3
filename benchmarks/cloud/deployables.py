"""What each function and job loads, and how large what is installed for it is.

Importing is CPU seconds of a fresh process: until it is ready for its first request, and with all that its steps import when
they run, models left out. `loaded` is what its modules belong to, on the disk; `installed` all of the hash-locked sets that
are installed for it, whether it loads them or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

from benchmarks.tables import table
from dropcut.catalog import CATALOG
from tests.e2e.cloud.places import FUNCTIONS, ROOT
from tests.entry_points.loading import Loaded, at_work, loaded_by, ready

LOCKS = {
    "functions/api": ("api",),
    "functions/transcribe": ("guided", "whisper"),
    "functions/find": ("guided", "whisper"),
    "functions/scenes": ("vision",),
    "functions/marks": ("vision", "vision-onnx"),
    "functions/align": ("meaning",),
    "gpu_jobs/overhear": ("guided", "whisper"),
    "gpu_jobs/upscale": ("upscale",),
    "gpu_jobs/watch": ("vision",),
}
"""What is installed beside `cloud`: the engines that its steps may need."""
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
_MB = 1_000_000
_ROUNDS = 3


def deployables() -> str:
    """A row for each."""
    jobs = sorted({row.entry for row in CATALOG.rows if row.runs == "gpu_job"})
    rows = [_row(entry) for entry in (*(f"functions/{name}" for name in FUNCTIONS), *jobs)]
    head = ("entry", "ready, CPU s", "modules", "with its steps, CPU s", "modules", "loaded, MB", "locks", "installed, MB")
    return table(head, rows)


def _row(entry: str) -> tuple[str, ...]:
    first, whole = _best(ready(entry)), _best(at_work(entry))
    locks = ("cloud", *LOCKS.get(entry, ()))
    installed = {name for lock in locks for name in _PIN.findall((ROOT / ".locks" / f"{lock}.txt").read_text())}
    return (
        entry,
        f"{first.cpu_s:.2f}",
        f"{len(first.modules):,}",
        f"{whole.cpu_s:.2f}",
        f"{len(whole.modules):,}",
        f"{_size(_distributions(whole)):,.0f}",
        " ".join(locks),
        f"{_size(installed):,.0f}",
    )


def _best(statements: list[str]) -> Loaded:
    """The least of several rounds: what else runs on the machine only adds."""
    return min((loaded_by(statements) for _ in range(_ROUNDS)), key=lambda loaded: loaded.cpu_s)


def _distributions(loaded: Loaded) -> Iterable[str]:
    known = packages_distributions()
    spaces = {module.rpartition(".")[0] for module in loaded.modules}
    return {name for package in loaded.packages | spaces for name in known.get(package, ())}


def _size(names: Iterable[str]) -> float:
    return sum(_bytes(re.sub(r"[-_.]+", "-", name).lower()) for name in set(names)) / _MB


@cache
def _bytes(name: str) -> int:
    """On this machine's disk, what is compiled at the first run left out; nothing for what is not for this machine."""
    try:
        files = distribution(name).files or []
    except PackageNotFoundError:
        return 0
    found = (Path(str(file.locate())) for file in files if file.suffix != ".pyc")
    return sum(file.stat().st_size for file in found if file.is_file())
