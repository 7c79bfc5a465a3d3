"""Whatever the bytes are, looking at them ends soon, in footage or in one sentence."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dropcut.domain.errors import Permanent
from dropcut.media.bench import Bench
from dropcut.media.probe import probe
from tests.media.clips import AAC, Clips, picture, tone

SMALL = (
    *picture("25", "0.5", "scale=64:36"),
    *tone("0.5"),
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-pix_fmt",
    "yuv420p",
    *AAC,
)
SOON_S = 60
"""A second on a quiet machine; a fifth of what the bounds would let it have."""
EVERY_TIME = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

changes = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12)


def _looked_at(clip: Path, bench: Bench) -> None:
    start = monotonic()
    refusal = _refusal(clip, bench)
    assert monotonic() - start < SOON_S
    if refusal:
        assert refusal.message.startswith(clip.name), "the sentence names the file"
        assert refusal.hint, "and says what to do"
        assert "fault of Dropcut" not in refusal.hint, refusal.message


def _refusal(clip: Path, bench: Bench) -> Permanent | None:
    try:
        probe(clip, clip.name, bench)
    except Permanent as refusal:
        return refusal
    return None


def _with(clip: bytes, changed: list[tuple[float, int]], first: int, last: int) -> bytes:
    """Some bytes between two places set to others."""
    data = bytearray(clip)
    for place, byte in changed:
        data[first + int(place * (last - first))] = byte
    return bytes(data)


@pytest.mark.parametrize("ending", ["mp4", "mkv", "wav"])
@EVERY_TIME
@given(changed=changes)
def test_changed_headers_give_footage_or_a_sentence(
    clips: Clips, bench: Bench, tmp_path: Path, ending: str, changed: list[tuple[float, int]]
) -> None:
    """Changes fall where they hurt: into the headers, not into the media."""
    whole = clips.made(f"small.{ending}", *(SMALL if ending != "wav" else tone("0.5"))).read_bytes()
    headers = {"mp4": (whole.find(b"moov"), len(whole)), "mkv": (4, min(len(whole), 900)), "wav": (4, 60)}
    clip = tmp_path / f"take.{ending}"
    clip.write_bytes(_with(whole, changed, *headers[ending]))

    _looked_at(clip, bench)


@EVERY_TIME
@given(part=st.floats(0, 1), ending=st.sampled_from(["mp4", "mkv", "ts", "avi"]))
def test_a_copy_cut_anywhere_gives_footage_or_a_sentence(
    clips: Clips, bench: Bench, tmp_path: Path, part: float, ending: str
) -> None:
    whole = clips.made(f"small.{ending}", *SMALL).read_bytes()
    clip = tmp_path / f"take.{ending}"
    clip.write_bytes(whole[: int(len(whole) * part)])

    _looked_at(clip, bench)
