"""The command line with an engine that repeats pixels: `python -m tests.e2e.upscaling_command upscale CLIP`."""

from __future__ import annotations

from dropcut.engine.pipeline import Pipeline
from dropcut.local.cli import main

PIPELINE = Pipeline(recipe="dropcut.larger_pictures:upscale_clip", catalog="tests.media.upscale.steps:CATALOG")

if __name__ == "__main__":
    main(obj=PIPELINE)
