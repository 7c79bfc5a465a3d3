"""Recordings of one performance are found by their sound; two readings of the same words are never one performance."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from dropcut.domain.assets import Asset, Kind, Upload
from dropcut.domain.blobs import FileVersion
from dropcut.domain.jobs import JobState
from dropcut.domain.material import Performance, Synced, Transcript
from dropcut.domain.speech import Engine
from dropcut.domain.time import Seconds
from dropcut.domain.values import Sha256, Value
from dropcut.media.pcm import RATE
from dropcut.media.syncing.features import Samples
from dropcut.media.syncing.performances import Member, performances
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools
from dropcut.steps.synchronise import Sounds, Synchrony, synchronise
from tests.unit.engine.small_home import JOB, SmallHome, row
from tests.unit.speech.voices import joined, need_voices, pause, say

Sound = NDArray[np.float64]
MILLISECOND = RATE // 1000
SENTENCES = (
    "The quick brown fox jumps over the lazy dog near the river.",
    "We measure what we promise and we promise what we measure.",
    "Every morning the baker opens the shop before anybody else is awake.",
    "Nobody knew why the old clock had stopped at a quarter past nine.",
    "Please put the camera on the tripod and press the red button.",
)


@pytest.fixture(autouse=True)
def _voices() -> None:
    need_voices()


def reading(seed: int, voice: str = "slt") -> Sound:
    """Somebody reads the script, with the pauses of this time."""
    pauses = np.random.default_rng(seed).uniform(0.2, 0.9, len(SENTENCES))
    return joined([part for gap, text in zip(pauses, SENTENCES, strict=True) for part in (pause(gap), say(text, voice))]).sound


def in_a_room(sound: Sound, seed: int = 5) -> Sound:
    length = int(0.4 * RATE)
    echo = np.random.default_rng(seed).normal(0, 0.05, length) * np.exp(-6.9 * np.arange(length) / length)
    echo[0] = 1
    size = len(sound) + length
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(echo, size))[: len(sound)]


def noisy(sound: Sound, decibels: float, seed: int = 7) -> Sound:
    hiss = np.random.default_rng(seed).normal(0, np.sqrt(np.square(sound).mean()), len(sound))
    return sound + hiss * 10 ** (-decibels / 20)


def recorded(sound: Sound) -> Samples:
    return sound.clip(-32_768, 32_767).astype(np.int16)


def found(*sounds: Sound) -> list[tuple[Member, ...]]:
    return performances([recorded(sound) for sound in sounds], lambda: None)


def only_shift(*sounds: Sound) -> int:
    (members,) = found(*sounds)
    assert [member.sound for member in members] == [0, 1]
    assert members[0].shift == 0
    return members[1].shift


@pytest.mark.parametrize("voice", ["slt", "rms", "awb"])
@pytest.mark.parametrize("late", [0, 12_345])
def test_a_second_camera_in_a_worse_place_is_placed_to_the_millisecond(voice: str, late: int) -> None:
    near = reading(1, voice)
    far = 0.2 * noisy(in_a_room(near), 15)
    assert abs(only_shift(near, far[late:]) + late) <= MILLISECOND
    assert abs(only_shift(near[late:], far) - late) <= MILLISECOND


@pytest.mark.parametrize("seed", range(2, 8))
def test_two_readings_of_one_script_are_two_performances(seed: int) -> None:
    """The hardest case: the voice says every sentence exactly alike, and only its pauses differ."""
    assert found(reading(1), reading(seed)) == []


def test_two_voices_reading_one_script_are_two_performances() -> None:
    assert found(reading(1, "rms"), reading(1, "awb"), reading(1, "kal16")) == []


def test_recordings_that_share_only_their_ends_are_placed() -> None:
    whole = reading(3)
    third = len(whole) // 3
    assert abs(only_shift(whole[: 2 * third], noisy(whole[third:], 20)) + third) <= MILLISECOND


def test_a_short_clip_is_found_in_a_long_one() -> None:
    whole = reading(4)
    begin = 7 * RATE + 77
    short = noisy(in_a_room(whole), 15)[begin : begin + 5 * RATE]
    assert abs(only_shift(whole, short) + begin) <= MILLISECOND


def test_a_recorder_whose_clock_runs_fast_is_still_the_same_performance() -> None:
    sound = np.concatenate([reading(seed) for seed in (1, 2, 3)])
    times = np.arange(int(len(sound) / 1.0001)) * 1.0001
    fast = np.interp(times, np.arange(len(sound)), sound)
    (members,) = found(sound, fast)
    middle = -0.0001 * len(sound) / 2
    assert abs(members[1].shift - middle) <= 2 * MILLISECOND


def test_silence_hiss_and_next_to_nothing_belong_to_nobody() -> None:
    silence, hiss = np.zeros(20 * RATE), np.random.default_rng(11).normal(0, 300, 20 * RATE)
    other_hiss = np.random.default_rng(12).normal(0, 300, 20 * RATE)
    assert found(silence, silence, hiss, other_hiss, np.zeros(0), np.zeros(100), reading(1)) == []


def test_a_hum_is_no_performance() -> None:
    hum = 3000 * np.sin(2 * np.pi * 100 * np.arange(20 * RATE) / RATE)
    assert found(noisy(hum, 30, 1), noisy(hum, 30, 2)) == []


def test_several_cameras_of_two_performances_are_sorted_apart() -> None:
    first, second = reading(1), reading(2, "rms")
    cuts = [first, second[RATE:], noisy(first[5000:], 20), noisy(second, 20), in_a_room(first)[9000:], reading(8, "awb")]
    groups = found(*cuts)
    assert [[member.sound for member in group] for group in groups] == [[0, 2, 4], [1, 3]]
    expected = {0: 0, 2: -5000, 4: -9000, 1: 0, 3: RATE}
    for member in _all(groups):
        assert abs(member.shift - expected[member.sound]) <= MILLISECOND


def _all(groups: list[tuple[Member, ...]]) -> Iterator[Member]:
    for group in groups:
        yield from group


class Take(Value):
    """A recording of the first reading that began so many samples late; its sound starts later than its picture."""

    late: int
    offset: Seconds


def record(tools: Tools, take: Take) -> Transcript:
    """What `transcribe` keeps of a clip."""
    with tools.write("sound.pcm") as sound:
        sound.write(recorded(reading(1)[take.late :]).tobytes())
    upload = Upload(drop=JOB, file=FileVersion(path="clip.mp4", version="1", size=1))
    asset = Asset(sha256=Sha256(f"{take.late:064}"), size=1, kind=Kind.MEDIA, upload=upload)
    return Transcript(
        asset=asset, engine=Engine(name="test", version="1"), heard=sound.blob, sound=sound.blob, envelope=sound.blob,
        notes=sound.blob, offset=take.offset, speaks=True, stream=0,
    )  # fmt: skip


def test_the_step_counts_in_the_clips_own_times_and_numbers() -> None:
    found: list[tuple[Performance, ...]] = []

    def recipe(_drop: Drop, do: Do) -> Synchrony:
        takes = [Take(late=0, offset=Fraction(0)), Take(late=RATE, offset=Fraction(1, 4))]
        synchrony = do(synchronise, Sounds(transcripts=do.each(record, takes).all(), clips=(1, 4)))
        found.append(synchrony.performances)
        return synchrony

    assert SmallHome(recipe, row(record), row(synchronise)).submit().state is JobState.DONE
    (performance,) = found[-1]
    assert performance.clips == (Synced(clip=1, shift=Fraction(0)), Synced(clip=4, shift=Fraction(-3, 4)))


def test_every_transcript_has_its_clip() -> None:
    with pytest.raises(ValueError, match="every transcript has its clip"):
        Sounds(transcripts=(), clips=(1,))
