"""Looks for a planted mistake: `python -m tests.simulation.bugs FOLDER SEEDS`, FOLDER holding the package with it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import process_time


def main(folder: str, seeds: str) -> None:
    """Print the seed that found it, what was broken, and how long it took."""
    sys.path.insert(0, folder)
    import dropcut  # noqa: PLC0415 - the copy, which must be first on the path before anything imports it
    from tests.simulation.many import first_violation  # noqa: PLC0415 - (the same)

    if not Path(dropcut.__file__).is_relative_to(folder):
        raise RuntimeError(f"{dropcut.__file__} was imported, not the copy in {folder}")
    begun = process_time()
    found = first_violation(range(int(seeds)))
    print(json.dumps({"found": found, "seconds": round(process_time() - begun, 1)}))  # noqa: T201 - its answer


if __name__ == "__main__":
    main(*sys.argv[1:])
