"""The command line over the tests' own pipeline: `python -m tests.e2e.command make FOLDER`."""

from __future__ import annotations

from dropcut.engine.pipeline import Pipeline
from dropcut.local.cli import main

PIPELINE = Pipeline(recipe="tests.e2e.pipeline:recipe", catalog="tests.e2e.pipeline:CATALOG")

if __name__ == "__main__":
    main(obj=PIPELINE)
