"""A cut that is upscaled in the cloud, by jobs that take chunks of it, is the one that a machine makes alone."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from dropcut.domain.jobs import JobState
from tests.e2e.cloud.estate import Plan, estate
from tests.e2e.cloud.sameness import BOAT, WITHIN_S, cut_by_one_machine, logs_in, same
from tests.e2e.product import EXAMPLE

SMALL = ("-vf", "scale=128:72,fps=10", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "copy")


@pytest.mark.soak
@pytest.mark.timeout(2_400)
def test_the_cloud_upscales_as_one_machine_does(tmp_path: Path) -> None:
    files = _small_footage(tmp_path)
    alone = cut_by_one_machine(tmp_path / "alone", files)
    with estate(logs_in(tmp_path), Plan(apart=True)) as home:
        home.upload(BOAT, files)
        job = home.wait(BOAT, 4 * WITHIN_S)
        assert (job.state, job.revision) == (JobState.DONE, 1), home.logs()
        same(home, alone, tmp_path)
        assert not home.jobs.failed(), home.logs()
        assert {"choose_sharpener", "conform", "upscale", "finish"} <= {stage.step for stage in job.stages if stage.run}


def _small_footage(place: Path) -> Mapping[str, Path]:
    """The example, at a size at which a network takes no time to speak of."""
    settings, take = place / "dropcut.yaml", place / "take1.mp4"
    settings.write_text("upscale: 2\n")
    subprocess.run(["ffmpeg", "-v", "error", "-i", EXAMPLE / "take1.mp4", *SMALL, take], check=True)
    return {"script.md": EXAMPLE / "script.md", "dropcut.yaml": settings, "take1.mp4": take}
