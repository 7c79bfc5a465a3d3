"""No cut of a rendered programme lands within two frames of a shot change of the footage: not one odd frame is seen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.e2e.product import make, report_of
from tests.e2e.town import LINES, ffmpeg, record
from tests.media.render.measuring import seen
from tests.unit.speech.voices import joined, need_voices, pause, say

FPS = 50
NEAR = 2
SHADES = ("0x203060", "0xd0b080", "0x207030", "0xe0e0e0")


def film(folder: Path, changes: Sequence[int]) -> None:
    """The voice, and with it a picture that becomes another shot's at some frames."""
    edges = [0, *changes, 40 * FPS]
    lengths = [end - first for first, end in pairwise(edges)]
    shades = [SHADES[number % len(SHADES)] for number in range(len(lengths))]
    shots = "".join(
        f"color=c={shade}:s=160x90:r={FPS},trim=end_frame={frames},setpts=N/{FPS}/TB[s{number}];"
        for number, (shade, frames) in enumerate(zip(shades, lengths, strict=True))
    )
    graph = f"{shots}{''.join(f'[s{number}]' for number in range(len(lengths)))}concat=n={len(lengths)},noise=alls=8:allf=t"
    ffmpeg(
        "-f", "lavfi", "-i", graph, "-i", folder.parent / "voice.wav", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt",
        "yuv420p", "-c:a", "aac", "-shortest", folder / "take.mp4",
    )  # fmt: skip


def pieces(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [piece for line in report["lines"] for piece in line["pieces"]]


def frame(time: float) -> int:
    return round(time * FPS)


def odd_frames(shown: Sequence[float]) -> Iterator[int]:
    """Frames at either end of a stretch that belong to another shot than those beside them, where they are few."""
    steps = [at for at in range(1, len(shown)) if abs(shown[at] - shown[at - 1]) > 12]
    yield from (at for at in steps if at <= NEAR or len(shown) - at <= NEAR)


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    need_voices()
    folder = tmp_path / "talk"
    folder.mkdir()
    record(joined([part for line in LINES for part in (pause(1.2), say(line))] + [pause(1)]), tmp_path / "voice.wav")
    told = json.loads((tmp_path / "voice.json").read_text())
    (folder / "take.json").write_text(json.dumps(told))
    (folder / "script.md").write_text("\n\n".join(LINES))
    return folder


def test_an_odd_frame_of_another_shot_is_never_seen(drop: Path) -> None:
    film(drop, ())
    assert make(drop, "--preset", "draft").code == 0
    before = pieces(report_of(drop))
    assert len(before) >= len(LINES)

    changes = [frame(piece["start"]) - NEAR for piece in before] + [frame(piece["end"]) + NEAR for piece in before]
    film(drop, sorted(changes))
    done = make(drop, "--preset", "draft")
    assert done.code == 0, done.errors
    report = report_of(drop)
    assert len([scene for scene in report["scenes"] if scene["boundary"] != "start"]) == len(changes)
    after = pieces(report)
    assert [frame(piece["start"]) for piece in after] == [frame(piece["start"]) - NEAR for piece in before]
    assert [frame(piece["end"]) for piece in after] == [frame(piece["end"]) + NEAR for piece in before]

    light = seen(drop / "cut" / "cut.mp4").grey.astype(np.float32).mean(axis=(1, 2))
    rate = float(report["format"]["rate"].partition("/")[0]) / float(report["format"]["rate"].partition("/")[2] or 1)
    assert rate == FPS
    for piece in after:
        shown = light[frame(piece["program_start"]) : frame(piece["program_end"])]
        assert list(odd_frames(shown)) == []
