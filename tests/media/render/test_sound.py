"""The programme's sound: every piece at its sample, whatever it was recorded with, and no joint that is heard."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from dropcut.domain.assets import Asset
from dropcut.domain.programme import Format
from dropcut.domain.rendering import HeardPiece, Mixed, Mixing
from dropcut.domain.settings import Preset
from dropcut.steps.mix import mix
from tests.media.clips import AAC, X264, Clips, picture
from tests.media.render.hands import Hands
from tests.media.render.measuring import RATE, heard

NTSC = Format(width=320, height=180, rate=Fraction(30000, 1001))
PAL = Format(width=320, height=180, rate=Fraction(25))
Samples = NDArray[np.float32]


def sound(what: str, seconds: str = "4", rate: int = RATE) -> tuple[str, ...]:
    return ("-f", "lavfi", "-i", f"aevalsrc='{what}':s={rate}:d={seconds}")


def mixed(hands: Hands, *pieces: tuple[Asset | None, Fraction | str, int], preset: Preset = Preset.ARCHIVE) -> Mixed:
    heard_pieces = tuple(HeardPiece(asset=asset, start=Fraction(start), frames=frames) for asset, start, frames in pieces)
    return hands.doing(mix, Mixing(format=PAL, preset=preset, pieces=heard_pieces))


def level(samples: Samples) -> float:
    return float(np.sqrt(np.mean(samples**2)))


def seconds(samples: Samples, start: float, end: float) -> Samples:
    return samples[round(start * RATE) : round(end * RATE)]


CLICKS = "if(lt(mod(t,0.5),0.002),0.5,0)+0.01*sin(2*PI*200*t)"


@pytest.mark.parametrize(
    ("name", "rate", "encode", "within"),
    [
        ("clicks.wav", 48_000, (), 1),
        ("clicks.wav", 44_100, (), 4),
        ("clicks.m4a", 48_000, AAC, 24),
        ("clicks.mp3", 44_100, ("-c:a", "libmp3lame"), 48),
        ("clicks.caf", 48_000, ("-c:a", "pcm_s16be"), 1),
        ("clicks.flac", 48_000, (), 1),
    ],
)
def test_a_moment_is_heard_at_its_sample(  # noqa: PLR0913, PLR0917
    clips: Clips, hands: Hands, name: str, rate: int, encode: tuple[str, ...], within: int
) -> None:
    asset = hands.asset(clips.made(name, *sound(CLICKS, "6", rate), *encode))

    samples = heard(mixed(hands, (asset, "3.2", 25), (asset, "0.7", 25)).blob)
    loud = np.abs(samples[:, 0]) > 0.4 * np.abs(samples).max()
    onsets = [place for place in np.flatnonzero(loud[1:] & ~loud[:-1]) if not loud[max(0, place - 200) : place].any()]

    assert len(onsets) == 4
    assert np.abs(np.array(onsets) - [14_400, 38_400, 48_000 + 14_400, 48_000 + 38_400]).max() <= within + 1


@pytest.mark.parametrize(("name", "starts"), [("late.ts", "0.4"), ("later.ts", "1.3"), ("late.mpg", "0.4")])
def test_a_sound_that_begins_after_the_picture_keeps_its_distance(clips: Clips, hands: Hands, name: str, starts: str) -> None:
    late = ("-itsoffset", starts, *sound(CLICKS, "6", 48_000))
    asset = hands.asset(clips.made(name, *picture("25", "6"), *late, "-c:v", "mpeg2video", "-c:a", "mp2"))

    samples = heard(mixed(hands, (asset, "3.2", 25), (asset, "0.7", 25)).blob)
    loud = np.flatnonzero(np.abs(samples[:RATE, 0]) > 0.4 * np.abs(samples).max())

    assert abs(loud[0] - (Fraction(starts) + 3 - Fraction(32, 10)) % Fraction(1, 2) * RATE) < 100


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 96_000])
def test_a_late_moment_alone_is_heard_at_its_sample_whatever_the_rate(clips: Clips, hands: Hands, rate: int) -> None:
    asset = hands.asset(clips.made(f"late-{rate}.wav", *sound(CLICKS, "12", rate)))

    samples = heard(mixed(hands, (asset, "9.7", 25)).blob)
    loud = np.flatnonzero(np.abs(samples[:, 0]) > 0.4 * np.abs(samples).max())

    assert abs(loud[0] - 14_400) <= 48_000 // rate + 4
    assert abs(loud[loud > 20_000][0] - 38_400) <= 48_000 // rate + 4


def test_pieces_that_go_on_are_as_if_they_had_not_been_cut(clips: Clips, hands: Hands) -> None:
    asset = hands.asset(clips.made("noise.wav", *sound("0.2*random(0)")))

    cut = mixed(hands, (asset, "0.4", 20), (asset, "1.2", 13), (asset, "1.72", 17))
    whole = mixed(hands, (asset, "0.4", 50))

    assert cut.joints == ()
    assert np.array_equal(heard(cut.blob), heard(whole.blob))


def test_a_joint_is_not_heard(clips: Clips, hands: Hands) -> None:
    """A tone cut at the worst place steps no higher than the tone itself does, nor louder, nor softer."""
    asset = hands.asset(clips.made("tone.wav", *sound("0.25*sin(2*PI*217*t)")))

    found = mixed(hands, (asset, "0.1", 25), (asset, "2.3011", 25))
    samples = heard(found.blob)
    steady = float(np.abs(np.diff(seconds(samples, 0.2, 0.8), axis=0)).max())

    assert float(found.joints[0]) <= 1.2 * steady
    assert 0.5 < level(seconds(samples, 0.992, 1.008)) / level(seconds(samples, 0.2, 0.8)) < 1.3


def test_a_joint_between_two_rooms_keeps_their_power(clips: Clips, hands: Hands) -> None:
    asset = hands.asset(clips.made("noise.wav", *sound("0.2*random(0)")))

    samples = heard(mixed(hands, *((asset, f"{0.3 * number + 0.05}", 2) for number in range(12))).blob)
    near = np.concatenate([seconds(samples, 0.08 * joint - 0.005, 0.08 * joint + 0.005) for joint in range(1, 12)])

    assert 0.9 < level(near) / level(seconds(samples, 0.1, 0.9)) < 1.1


def test_the_length_is_that_of_the_frames_to_the_sample(clips: Clips, hands: Hands) -> None:
    asset = hands.asset(clips.made("noise.wav", *sound("0.2*random(0)")))
    pieces = tuple(HeardPiece(asset=asset, start=Fraction(number, 7), frames=1 + number % 5) for number in range(20))

    found = hands.doing(mix, Mixing(format=NTSC, preset=Preset.ARCHIVE, pieces=pieces))
    frames = sum(piece.frames for piece in pieces)

    assert found.samples == NTSC.sample(frames) == round(frames * 1001 * 48 / 30)
    assert len(heard(found.blob)) == found.samples


@pytest.mark.parametrize("layout", ["mono", "stereo", "5.1", "quad"])
def test_every_layout_becomes_stereo_that_is_as_loud(clips: Clips, hands: Hands, layout: str) -> None:
    tone = "0.2*sin(2*PI*300*t)"
    what = {"mono": tone, "stereo": f"{tone}|{tone}", "5.1": f"0|0|{tone}|0|0|0", "quad": f"{tone}|{tone}|0|0"}[layout]
    source = ("-f", "lavfi", "-i", f"aevalsrc={what}:s=48000:d=2:c={layout}")
    asset = hands.asset(clips.made(f"{layout}.wav", *source))

    samples = heard(mixed(hands, (asset, "0.5", 25)).blob)

    assert np.abs(samples[:, 0] - samples[:, 1]).max() < 1e-4
    assert level(samples) > 0.01


def test_a_mono_clip_is_as_loud_as_the_same_in_stereo(clips: Clips, hands: Hands) -> None:
    tone = "0.2*sin(2*PI*300*t)"
    mono = hands.asset(clips.made("mono.wav", *sound(tone)))
    stereo = hands.asset(clips.made("stereo.wav", *sound(f"{tone}|{tone}")))

    samples = heard(mixed(hands, (mono, "0", 25), (stereo, "0", 25)).blob)

    assert level(seconds(samples, 0.2, 0.8)) == pytest.approx(level(seconds(samples, 1.2, 1.8)), rel=0.01)


def test_a_sound_that_begins_late_and_one_with_a_hole_keep_their_time(clips: Clips, hands: Hands) -> None:
    drawn = picture(seconds="3")
    late = clips.made("late.mp4", *drawn, "-itsoffset", "0.4", *sound("0.3*sin(2*PI*300*t)", "2"), *X264, *AAC)
    holed = clips.made(
        "holed.mkv", *sound("0.3*sin(2*PI*300*t)", "3"), "-af", "aselect='not(between(t,1,1.5))'", "-c:a", "pcm_s16le"
    )

    first = heard(mixed(hands, (hands.asset(late), "0", 25)).blob)
    second = heard(mixed(hands, (hands.asset(holed), "0", 75)).blob)

    assert level(seconds(first, 0.02, 0.37)) < 0.02 * level(seconds(first, 0.45, 0.95))
    assert level(seconds(second, 1.05, 1.45)) < 0.001
    assert level(seconds(second, 0.5, 0.95)) == pytest.approx(level(seconds(second, 1.55, 2)), rel=0.02)


def test_before_a_clip_and_behind_it_there_is_silence(clips: Clips, hands: Hands) -> None:
    asset = hands.asset(clips.made("tone.wav", *sound("0.25*sin(2*PI*217*t)")))

    samples = heard(mixed(hands, (asset, "-0.5", 25), (asset, "3.5", 25)).blob)

    assert level(seconds(samples, 0, 0.48)) == 0
    assert level(seconds(samples, 1.52, 2)) == 0
    assert level(seconds(samples, 0.52, 0.98)) > 0.01


@pytest.mark.parametrize("preset", [Preset.WEB, Preset.ARCHIVE])
def test_silence_stays_silence_and_is_said(clips: Clips, hands: Hands, preset: Preset) -> None:
    seen_only = hands.asset(clips.made("dumb.mp4", *picture(), *X264))
    mute = hands.asset(clips.made("mute.wav", *sound("0")))

    found = mixed(hands, (seen_only, "0", 20), (mute, "0", 20), (None, "0", 5), preset=preset)

    assert (found.loudness.input, found.loudness.output, found.loudness.true_peak) == (None, None, None)
    assert found.notes == ("The programme's sound is silence: nothing was made louder.",)
    assert level(heard(found.blob)) < 1e-4
    assert set(found.waveform) == {0}


def test_a_gap_sounds_like_the_room(clips: Clips, hands: Hands) -> None:
    said = "0.004*(random(0)-0.5)+0.3*sin(2*PI*300*t)*between(mod(t,4),0,2.5)"
    asset = hands.asset(clips.made("room.wav", *sound(said)))

    found = mixed(hands, (asset, "1", 60), (None, "0", 50), (asset, "2", 12))
    samples = heard(found.blob)
    room, gap = level(seconds(samples, 1.7, 2.3)), level(seconds(samples, 2.5, 4.3))

    assert 0.7 < gap / room < 1.4
    assert max(level(seconds(samples, place, place + 0.05)) for place in np.arange(2.5, 4.3, 0.05)) < 1.6 * room


@pytest.mark.parametrize("preset", [Preset.WEB, Preset.BROADCAST, Preset.ARCHIVE])
def test_peaks_are_limited_and_the_loudness_is_still_right(clips: Clips, hands: Hands, preset: Preset) -> None:
    """Soft speech with loud claps: one gain alone would send the claps far over full scale."""
    said = "0.02*sin(2*PI*300*t)*(1+sin(2*PI*3*t))+0.7*sin(2*PI*12000*t+0.8)*lt(mod(t,1),0.004)"
    asset = hands.asset(clips.made("claps.wav", *sound(said, "10")))
    targets = {Preset.WEB: (-14, -2), Preset.BROADCAST: (-23, -1), Preset.ARCHIVE: (-23, -1)}

    found = mixed(hands, (asset, "0", 200), preset=preset)

    assert found.loudness.output is not None
    assert found.loudness.true_peak is not None
    assert abs(found.loudness.output - targets[preset][0]) <= Fraction(2, 10)
    assert found.loudness.true_peak <= targets[preset][1]


def test_what_is_limited_all_along_is_as_loud_as_wanted_too(clips: Clips, hands: Hands) -> None:
    """A voice made of peaks: of a decibel more, half is taken away again."""
    said = "0.1*exp(-500*mod(t,0.01))*(1.2+sin(2*PI*1.5*t))*sin(2*PI*700*t)"
    asset = hands.asset(clips.made("peaks.wav", *sound(said, "10")))

    found = mixed(hands, (asset, "0", 200), preset=Preset.WEB)

    assert found.loudness.input is not None
    assert found.loudness.output is not None
    assert found.loudness.true_peak is not None
    assert abs(found.loudness.output + 14) <= Fraction(1, 10)
    assert found.loudness.true_peak <= -2


def test_what_is_all_but_silent_is_not_blown_up(clips: Clips, hands: Hands) -> None:
    asset = hands.asset(clips.made("faint.wav", *sound("0.001*sin(2*PI*300*t)")))

    found = mixed(hands, (asset, "0", 75), preset=Preset.WEB)

    assert found.loudness.input is not None
    assert found.loudness.output is not None
    assert found.loudness.output - found.loudness.input == pytest.approx(30, abs=0.3)
    assert found.notes == ("The sound is so quiet that it was only made 30 dB louder, and ends below -14 LUFS.",)


def test_the_waveform_shows_where_it_is_loud(clips: Clips, hands: Hands) -> None:
    asset = hands.asset(clips.made("half.wav", *sound("0.3*sin(2*PI*3000*t)*gt(t,2)")))

    bars = mixed(hands, (asset, "0", 100), preset=Preset.WEB).waveform

    assert len(bars) == 2000
    assert max(bars[:990]) == 0
    assert 10 < min(bars[1010:-10]) <= max(bars) <= 100


def test_only_the_ranges_that_are_used_are_read(clips: Clips, hands: Hands, tmp_path: Path) -> None:
    asset = hands.asset(clips.made("long.wav", *sound("0.1*sin(2*PI*300*t)", "300")))
    own = Hands(tmp_path, hands.programs)

    mix(
        own,
        Mixing(
            format=PAL,
            preset=Preset.ARCHIVE,
            pieces=tuple(HeardPiece(asset=asset, start=Fraction(start), frames=10) for start in (290, 5, 150)),
        ),
    )

    assert sum(strip.stat().st_size for strip in own.scratch.glob("strip-*")) <= 3 * (0.4 + 0.03) * RATE * 8
