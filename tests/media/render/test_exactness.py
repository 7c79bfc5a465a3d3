"""Frame n at n / rate, every flash with its beep, every preset."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest

from dropcut.domain.programme import Format
from dropcut.domain.rendering import Chapter
from dropcut.domain.settings import Archive, Preset
from dropcut.media.bench import Bench
from dropcut.media.boxes import Outline
from dropcut.media.loudness import TARGETS
from dropcut.media.loudness import heard as loudness_of
from tests.media.clips import Clips
from tests.media.render.conftest import Looks
from tests.media.render.hands import Hands
from tests.media.render.making import Stretch, made
from tests.media.render.measuring import offsets, seen

PRESETS = {
    "web": (Preset.WEB, Archive.PRORES, "cut.mp4"),
    "broadcast": (Preset.BROADCAST, Archive.PRORES, "cut.mp4"),
    "draft": (Preset.DRAFT, Archive.PRORES, "cut.mp4"),
    "prores": (Preset.ARCHIVE, Archive.PRORES, "cut.mov"),
    "ffv1": (Preset.ARCHIVE, Archive.FFV1, "cut.mkv"),
}
AT_30 = Format(width=160, height=90, rate=Fraction(30))
AT_NTSC = Format(width=160, height=90, rate=Fraction(30000, 1001))
CUTS = ((310, 33), (11, 20), (100, 47), (430, 25), (41, 31))


@pytest.mark.parametrize("chosen", PRESETS)
def test_every_preset_is_exact_to_the_frame_and_to_its_loudness(hands: Hands, looks: Looks, beeping: Path, chosen: str) -> None:
    preset, archive, name = PRESETS[chosen]
    look = looks(AT_30, preset, archive)
    asset = hands.asset(beeping)

    master, sound = made(hands, look, [Stretch(asset=asset, first=first, frames=frames) for first, frames in CUTS])
    shown = seen(master.blob)
    delivered = loudness_of(Path(master.blob.path), Bench(hands.programs, hands.scratch))

    assert master.name == name
    assert [check for check in master.checks if not check.ok] == []
    assert len(shown.times) == sum(frames for _, frames in CUTS)
    slack = Fraction(1, 1000) if name == "cut.mkv" else 0  # Matroska counts milliseconds
    assert all(abs(time - Fraction(number, 30)) <= slack for number, time in enumerate(shown.times))
    assert max(abs(offset) for offset in offsets(master.blob)) < 0.002
    assert delivered.loudness is not None
    assert delivered.true_peak is not None
    assert abs(delivered.loudness - TARGETS[preset].loudness) <= Fraction(3, 10)
    assert delivered.true_peak <= TARGETS[preset].true_peak
    assert (sound.loudness.output, sound.loudness.true_peak) == (delivered.loudness, delivered.true_peak)


@pytest.mark.parametrize("format", [AT_30, AT_NTSC], ids=["30", "30000/1001"])
def test_sixty_joints_drift_by_nothing(hands: Hands, looks: Looks, beeping: Path, format: Format) -> None:  # noqa: A002
    look = looks(format)
    asset = hands.asset(beeping)
    cuts = ((10, 17), (40, 23), (85, 11), (130, 19), (295, 14), (206, 21))
    stretches = [Stretch(asset=asset, first=first, frames=frames) for first, frames in cuts] * 10 + [
        Stretch(asset=asset, first=10, frames=17)
    ]

    master, sound = made(hands, look, stretches)
    apart = offsets(master.blob)

    assert len(sound.joints) == 60
    assert [check for check in master.checks if not check.ok] == []
    assert len(apart) > 60
    assert max(abs(offset) for offset in apart) < 1 / 30
    assert abs(apart[0] - apart[-1]) < 0.001 or format is AT_NTSC  # 30 shown at 30000/1001 rounds to frames of its own
    assert abs(sum(apart[-6:]) - sum(apart[:6])) / 6 < 0.004


@pytest.mark.parametrize("name", ["flashes.ts", "flashes.mkv", "opus.mkv", "flashes.mov"])
def test_picture_and_sound_stay_together_whatever_keeps_them(
    clips: Clips, hands: Hands, looks: Looks, beeping: Path, name: str
) -> None:
    """Some containers count from the first sample that an encoder made up, some forget that there is one."""
    sound = ("-c:a", "libopus") if name == "opus.mkv" else ("-c:a", "copy")
    asset = hands.asset(clips.made(name, "-i", str(beeping), "-c:v", "copy", *sound, "-timecode", "01:00:00:00"))

    master, _ = made(hands, looks(AT_30), [Stretch(asset=asset, first=first, frames=40) for first in (300, 100)])

    assert max(abs(offset) for offset in offsets(master.blob)) < 1 / 30


def test_a_programme_is_the_same_to_the_byte_every_time(hands: Hands, looks: Looks, beeping: Path) -> None:
    stretches = [
        Stretch(asset=hands.asset(beeping), first=10, frames=20),
        Stretch(asset=hands.asset(beeping), first=99, frames=9),
    ]

    masters = [made(hands, looks(AT_30), stretches)[0] for _ in range(2)]

    assert masters[0].blob.sha256 == masters[1].blob.sha256


def test_a_master_plays_at_once_and_knows_its_title_and_chapters(hands: Hands, looks: Looks, beeping: Path) -> None:
    stretches = [Stretch(asset=hands.asset(beeping), first=10, frames=40)]
    told = 'Tom\'s "cut": 50%;\n#[a]=b\\\u202e'

    master, _ = made(
        hands,
        looks(AT_30),
        stretches,
        title=told,
        chapters=(Chapter(title="One\n", frame=0), Chapter(title="=;Two", frame=20)),
        poster_frame=35,
    )

    with av.open(master.blob.path) as container:
        title, chapters = container.metadata["title"], container.chapters()
    assert title == 'Tom\'s "cut": 50%; #[a]=b\\'
    assert [chapter["metadata"]["title"] for chapter in chapters] == ["One", "=;Two"]
    assert [chapter["start"] * (chapter["time_base"] or 0) for chapter in chapters] == [0, pytest.approx(20 / 30, abs=0.001)]
    outline = Outline()
    outline.take(Path(master.blob.path).read_bytes())
    assert outline.plays_at_once()
    assert master.poster is not None
    assert seen(master.poster).grey.shape == (1, 90, 160)
