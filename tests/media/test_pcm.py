"""Sound as engines hear it: its rate, its length, and that its times are the footage's."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from dropcut.domain.errors import Permanent
from dropcut.domain.footage import Footage
from dropcut.media.bench import Bench
from dropcut.media.pcm import RATE, write_pcm
from tests.media.clips import AAC, X264, Clips, picture, tone

Probed = Callable[[Path], Footage]
BEEP = "volume=0:enable='lt(t,1)+gt(t,1.5)':eval=frame"


def heard(clip: Path, number: int, probed: Probed, bench: Bench) -> tuple[Fraction, np.ndarray]:
    target = bench.scratch / "sound.pcm"
    seconds = write_pcm(clip, clip.name, probed(clip).sounds[number], bench, target)
    return seconds, np.fromfile(target, dtype="<i2")


@pytest.mark.parametrize("layout", ["mono", "stereo", "5.1"])
def test_any_channels_become_one_at_the_rate_of_engines(clips: Clips, probed: Probed, bench: Bench, layout: str) -> None:
    clip = clips.made("pcm.mkv", *picture(), *tone("2", f"aformat=channel_layouts={layout}"), *X264, "-c:a", "flac")
    seconds, samples = heard(clip, 0, probed, bench)
    assert seconds == Fraction(len(samples), RATE)
    assert abs(seconds - 2) < Fraction(1, 20)


@pytest.mark.parametrize(
    ("name", "encode"),
    [("recorder.wav", ("pan=10C|c9=c0", "pcm_s24le")), ("editor.mov", ("aformat=channel_layouts=7.1", "pcm_s24le"))],
)
def test_channels_that_nobody_named_are_all_heard(
    clips: Clips, probed: Probed, bench: Bench, name: str, encode: tuple[str, str]
) -> None:
    """A recorder has a track for each microphone, and an editor an order of its own: one voice is in one of them."""
    filters, codec = encode
    clip = clips.made(name, *tone("2", filters), "-c:a", codec)

    seconds, samples = heard(clip, 0, probed, bench)

    assert seconds == 2
    assert np.abs(samples.astype(int)).max() > 200
    loudness = probed(clip).sounds[0].loudness
    assert loudness is not None
    assert loudness.integrated is not None


def test_a_beep_is_where_it_was(clips: Clips, probed: Probed, bench: Bench) -> None:
    clip = clips.made("beep.mp4", *picture(), *tone("2", BEEP), *X264, *AAC)
    _, samples = heard(clip, 0, probed, bench)
    loud = np.flatnonzero(np.abs(samples.astype(int)) > 1000) / RATE
    assert abs(loud[0] - 1) < 0.03
    assert abs(loud[-1] - 1.5) < 0.03


def test_the_sound_that_is_asked_for_is_written(clips: Clips, probed: Probed, bench: Bench) -> None:
    silent = tone("2", "volume=0")
    clip = clips.made("two.mkv", *silent, *tone("2"), "-map", "0", "-map", "1", "-c:a", "flac")
    assert np.abs(heard(clip, 0, probed, bench)[1]).max() == 0
    assert np.abs(heard(clip, 1, probed, bench)[1].astype(int)).max() > 1000


def test_what_is_no_footage_is_refused(clips: Clips, probed: Probed, bench: Bench, tmp_path: Path) -> None:
    sound = probed(clips.made("good.wav", *tone("1"))).sounds[0]
    text = tmp_path / "notes.wav"
    text.write_text("not a sound")
    with pytest.raises(Permanent, match="not footage"):
        write_pcm(text, text.name, sound, bench, bench.scratch / "sound.pcm")
