"""Sound: its tracks, its channels, and how loud it is at a glance."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from dropcut.domain.footage import Footage
from dropcut.media.glance import STRETCH_S, STRETCHES
from tests.media.clips import AAC, X264, Clips, picture, tone

Probed = Callable[[Path], Footage]


@pytest.mark.parametrize(("layout", "channels"), [("mono", 1), ("stereo", 2), ("5.1", 6)])
def test_channels_and_layout(clips: Clips, probed: Probed, layout: str, channels: int) -> None:
    clip = clips.made("layout.mkv", *picture(), *tone("2", f"aformat=channel_layouts={layout}"), *X264, "-c:a", "flac")

    seen = probed(clip).sounds[0]

    assert (seen.layout, seen.channels, seen.rate) == (layout, channels, 48_000)
    assert abs(seen.duration - 2) < Fraction(1, 10)


def test_every_track_is_listed_with_its_language(clips: Clips, probed: Probed) -> None:
    languages = ("-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=deu")
    clip = clips.made("two.mkv", *picture(), *tone(), *tone(), *X264, *AAC, "-map", "0", "-map", "1", "-map", "2", *languages)

    seen = probed(clip)

    assert [(sound.stream, sound.language) for sound in seen.sounds] == [(1, "eng"), (2, "deu")]
    assert "There are 2 sound tracks." in seen.notes


@pytest.mark.parametrize("ending", ["wav", "flac", "mp3", "m4a", "aac", "ogg", "aiff", "mka", "opus", "wma", "caf", "w64"])
def test_sound_alone_is_footage_in_every_usual_format(clips: Clips, probed: Probed, ending: str) -> None:
    clip = clips.made(f"voice.{ending}", *tone("3"))

    seen = probed(clip)

    assert (seen.pictures, len(seen.sounds)) == ((), 1)
    assert seen.sounds[0].start == 0, "what encoders put before the sound does not count"
    assert abs(seen.duration - 3) < Fraction(1, 10)
    assert seen.notes == ("There is no picture.",)


def test_a_cover_is_not_a_picture(clips: Clips, probed: Probed) -> None:
    cover = clips.made("cover.png", *picture(), "-frames:v", "1")
    clip = clips.made("song.mp3", *tone(), "-i", str(cover), "-map", "0", "-map", "1", "-c:v", "copy", "-id3v2_version", "3")

    seen = probed(clip)

    assert seen.pictures == ()
    assert seen.troubles == (), "nobody misses it"


def test_a_picture_alone_is_footage(clips: Clips, probed: Probed) -> None:
    clip = clips.made("silent-film.mp4", *picture(), *X264)

    seen = probed(clip)

    assert (len(seen.pictures), seen.sounds) == (1, ())
    assert "There is no sound." in seen.notes


def test_silence_is_said(clips: Clips, probed: Probed) -> None:
    clip = clips.made("mute.mp4", *picture(), "-f", "lavfi", "-i", "anullsrc=duration=2", *X264, *AAC)

    seen = probed(clip)

    assert seen.sounds[0].loudness is not None
    assert (seen.sounds[0].loudness.integrated, seen.sounds[0].loudness.peak) == (None, None)
    assert "The sound is silent." in seen.notes


@pytest.mark.parametrize("level", [-6, -20, -40])
def test_the_loudness_of_a_tone_is_its_level(clips: Clips, probed: Probed, level: int) -> None:
    """By BS.1770 a full-scale sine near 1 kHz in one channel has -3.01 LUFS; its peak is its level."""
    source = ("-f", "lavfi", "-i", "aevalsrc=sin(2*PI*997*t):s=48000:d=5", "-af", f"volume={level}dB")
    clip = clips.made("level.wav", *source, "-c:a", "pcm_s24le")

    heard = probed(clip).sounds[0].loudness

    assert heard is not None
    assert heard.integrated is not None
    assert heard.peak is not None
    assert abs(heard.integrated - (Fraction(-301, 100) + level)) <= Fraction(1, 5)
    assert abs(heard.peak - level) <= Fraction(1, 5)


def test_clipping_is_said(clips: Clips, probed: Probed) -> None:
    clip = clips.made("hot.wav", *tone("1", "volume=30dB"))

    assert "The sound touches full scale: it may be clipped." in probed(clip).notes


def test_long_sound_is_heard_in_stretches_spread_over_the_whole(clips: Clips, probed: Probed) -> None:
    """The first half is silent: stretches of the start alone would hear nothing."""
    clip = clips.made("long.flac", *tone("300", "volume=enable='lt(t,150)':volume=0,asetnsamples=4800"))

    heard = probed(clip).sounds[0].loudness

    assert heard is not None
    assert heard.heard == STRETCHES * STRETCH_S
    assert heard.integrated is not None
    assert abs(heard.integrated - Fraction(-218, 10)) < Fraction(1, 2), "silence is gated out"
