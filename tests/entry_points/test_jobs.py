"""A deployed job: its exit codes, and how it stops when Cloud Run says so."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep

import pytest

from dropcut.catalog import CATALOG
from dropcut.cloud.inbox.listing import user_files
from dropcut.cloud.run_jobs.shards import Shards, write_shards
from dropcut.cloud.settings import SHARDS
from dropcut.domain.assets import Asset, Kind, Upload
from dropcut.domain.names import TaskId
from dropcut.domain.programme import Encoder, Format, Look
from dropcut.domain.rendering import Segment
from dropcut.domain.settings import Fit, Preset
from dropcut.domain.tasks import TaskState
from dropcut.domain.values import Sha256
from dropcut.media.bench import Bench
from dropcut.media.probe import probe
from dropcut.media.programs import locate
from dropcut.steps.render import render
from tests.e2e.cloud.pipeline import QUICK
from tests.e2e.pipeline import Word, shout
from tests.entry_points.deployed import Deployment, lines_of
from tests.entry_points.wanting import SONG, states, wanted


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    made = Deployment(tmp_path, DROPCUT_RECIPE=QUICK.recipe, DROPCUT_CATALOG=QUICK.catalog)
    yield made
    made.close()


def shards(deployment: Deployment, *words: str) -> tuple[str, list[TaskId]]:
    """Words to be shouted. Gives where they are listed."""
    tasks = wanted(deployment, shout, *(Word(text=word) for word in words))
    return listed(deployment, tasks), tasks


def listed(deployment: Deployment, tasks: list[TaskId]) -> str:
    return write_shards(deployment.blobs, Shards(tasks=tuple(sorted(tasks))))


def wait_until_runs(deployment: Deployment, tasks: list[TaskId]) -> None:
    end = monotonic() + 90
    while TaskState.RUNNING not in states(deployment, tasks):
        assert monotonic() < end
        sleep(0.1)


def told_to_stop(process: subprocess.Popen[str]) -> tuple[float, str]:
    """After how many seconds it ended, and what it said."""
    began = monotonic()
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=60)
    return monotonic() - began, out


def test_a_job_does_its_shards_and_ends_well(deployment: Deployment) -> None:
    path, tasks = shards(deployment, "one", "two", "bad three")
    process = deployment.job("render", **{SHARDS: path})
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0, out
    assert states(deployment, tasks) == [TaskState.DONE, TaskState.DONE, TaskState.FAILED]
    assert any(line["message"].startswith("the CPU does the work") for line in lines_of(out))


def test_a_job_that_is_told_to_stop_lets_go_within_ten_seconds_and_says_that_work_is_left(deployment: Deployment) -> None:
    path, tasks = shards(deployment, "slow 60", "slow 61")
    process = deployment.job("render", **{SHARDS: path})
    wait_until_runs(deployment, tasks)
    seconds, out = told_to_stop(process)
    assert process.returncode == 75, out
    assert seconds < 10
    assert states(deployment, tasks) == [TaskState.QUEUED] * 2


def test_a_job_in_the_middle_of_a_long_render_lets_go_as_soon(tmp_path: Path) -> None:
    deployment = Deployment(tmp_path)
    try:
        tasks = wanted(deployment, render, long_segment(deployment, tmp_path), version=CATALOG["render"].version)
        process = deployment.job("render", **{SHARDS: listed(deployment, tasks)})
        wait_until_runs(deployment, tasks)
        sleep(3)  # by now ffmpeg encodes
        seconds, out = told_to_stop(process)
        assert process.returncode == 75, out
        assert seconds < 10
        assert states(deployment, tasks) == [TaskState.QUEUED]
    finally:
        deployment.close()


def long_segment(deployment: Deployment, place: Path) -> Segment:
    """Of a clip in the inbox: a minute of encoding at least."""
    programs, name = locate(os.environ["PATH"]), f"inbox/{SONG}/take.mp4"
    clip = place / "take.mp4"
    drawn = ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=40", "-c:v", "libx264", "-preset", "ultrafast"]
    subprocess.run([programs.ffmpeg, "-v", "error", *drawn, clip], check=True)
    deployment.inbox.put(name, clip.read_bytes(), {})
    (file,) = user_files(deployment.inbox, SONG)
    (place / "scratch").mkdir()
    footage = probe(clip, clip.name, Bench(programs=programs, scratch=place / "scratch"))
    digest = Sha256(sha256(clip.read_bytes()).hexdigest())
    upload = Upload(drop=SONG, file=file)
    asset = Asset(sha256=digest, size=file.size, kind=Kind.MEDIA, footage=footage, upload=upload)
    encoder = Encoder(name="libx264", preset=Preset.WEB, build=programs.build, threads=1, why="for a test")
    look = Look(format=Format(width=3840, height=2160, rate=Fraction(25)), fit=Fit.PAD, encoder=encoder)
    return Segment(asset=asset, first=0, frames=900, look=look)


def test_a_job_that_is_told_nothing_says_so_and_fails(deployment: Deployment) -> None:
    process = deployment.job("render")
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "DROPCUT_SHARDS is not set." in out
