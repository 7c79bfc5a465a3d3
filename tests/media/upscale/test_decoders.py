"""A card decodes where there is one that does; what it gives shows the same as what a processor decodes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dropcut.media.bench import Bench
from dropcut.media.decoders import decodes, decoding
from dropcut.media.probe import probe
from dropcut.media.running import Bounds, run
from dropcut.ports.tools import Programs
from tests.media.clips import X264, Clips, picture


def test_without_a_driver_nothing_is_tried(tmp_path: Path) -> None:
    assert not decodes(tmp_path / "no-such-ffmpeg", driver=tmp_path / "no-such-driver")


def test_a_driver_alone_decodes_nothing(programs: Programs, tmp_path: Path) -> None:
    (tmp_path / "driver").touch()
    if Path("/dev/nvidiactl").exists():
        pytest.skip("this machine has a card")
    assert not decodes(programs.ffmpeg, driver=tmp_path / "driver")


def test_only_what_leaves_a_decoder_no_choice_goes_to_the_card(
    bench: Bench, clips: Clips, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dropcut.media.decoders.decodes", lambda _ffmpeg: True)
    common = clips.made("common.mp4", *picture(), *X264, "-frames:v", "3")
    rare = clips.made("rare.mkv", *picture(), "-c:v", "ffv1", "-frames:v", "3")
    shown = [probe(clip, clip.name, bench).pictures[0] for clip in (common, rare)]

    assert [decoding(each, bench.programs.ffmpeg) for each in shown] == [("-hwaccel", "cuda"), ()]


EXACT = "bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact"


@pytest.mark.parametrize("forms", [("yuv420p", "nv12", "rgb24"), ("yuv420p10le", "p010le", "rgb48le")])
def test_the_form_in_which_a_card_gives_pictures_shows_the_same(programs: Programs, forms: tuple[str, str, str]) -> None:
    ours, of_cards, seen = forms

    def drawn(form: str) -> bytes:
        source = ("-f", "lavfi", "-i", "testsrc2=size=322x182:rate=25", "-frames:v", "2")
        shown = f"scale=flags={EXACT}:in_color_matrix=bt709:in_range=tv:out_range=pc,format={seen}"
        filters = f"format={ours},format={form},{shown}"
        command = (programs.ffmpeg, "-v", "error", *source, "-vf", filters, "-f", "rawvideo", "-")
        return subprocess.run(command, check=True, capture_output=True).stdout

    assert drawn(of_cards) == drawn(ours)


def test_what_uses_a_card_may_reserve_addresses_and_still_use_no_more_memory_than_others() -> None:
    told = "import resource as r; print(r.getrlimit(r.RLIMIT_AS)[0], r.getrlimit(r.RLIMIT_DATA)[0])"
    bounds = Bounds(memory=1 << 30)
    addresses, memory = (int(word) for word in run((sys.executable, "-c", told, "cuda"), bounds).out.split())
    assert (addresses > 1 << 40 or addresses < 0, memory) == (True, 1 << 30)
    assert run((sys.executable, "-c", told), bounds).out.split() == [str(1 << 30).encode()] * 2
