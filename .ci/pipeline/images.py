"""Which images are built, for shells: a line each, name, Containerfile, locks and job, with tabs between.

python3 .ci/pipeline/images.py                    what there is to build
python3 .ci/pipeline/images.py tfvars FILE        what was built (name, tab, image by its digest), as terraform reads it
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def lines() -> Iterator[str]:
    """One for each image of terraform/images.json."""
    for image, made in json.loads((ROOT / "terraform" / "images.json").read_text()).items():
        (job,) = [entry for entry in made["serves"] if entry.startswith("gpu_jobs/")] or [""]
        yield "\t".join((image, made["file"], " ".join(made["locks"]), job.removeprefix("gpu_jobs/")))


def tfvars(built: str) -> str:
    """The variable `images`. Raises ValueError when an image is missing."""
    images = dict(line.split("\t") for line in built.splitlines())
    missing = {line.split("\t")[0] for line in lines()} - images.keys()
    if missing:
        message = f"Not built: {', '.join(sorted(missing))}."
        raise ValueError(message)
    return json.dumps({"images": images}, indent=2)


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            print(*lines(), sep="\n")
        case ["tfvars", file]:
            print(tfvars(Path(file).read_text()))
        case _:
            raise SystemExit(__doc__)
