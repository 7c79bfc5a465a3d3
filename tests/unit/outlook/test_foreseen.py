"""The product's own recipe, foreseen to its end before anything of it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from tempfile import gettempdir

import pytest

from dropcut.catalog import CATALOG
from dropcut.domain.assets import Asset
from dropcut.domain.footage import Colour, Footage, Picture, Sound
from dropcut.domain.jobs import Job
from dropcut.domain.kinds import Kind
from dropcut.domain.material import ChosenHearing
from dropcut.domain.meaning import ChosenMeaning
from dropcut.domain.prices import TABLE
from dropcut.domain.programme import Encoder
from dropcut.domain.quotes import Quote, QuotedStep
from dropcut.domain.scenes import ChosenSeeing
from dropcut.domain.script import Line, Script
from dropcut.domain.settings import Preset, Settings
from dropcut.domain.speech import Engine
from dropcut.domain.tariffs import Tariff
from dropcut.domain.upscaling import ChosenSharpener, Sharpening
from dropcut.domain.values import Sha256, digest
from dropcut.engine.asking import Call
from dropcut.engine.home import Home
from dropcut.engine.money import foreseeing
from dropcut.engine.money.hands import looked
from dropcut.engine.money.purse import Purse
from dropcut.engine.money.quoting import quote
from dropcut.local.memory.records import MemoryRecords
from dropcut.outlook.foreseen import OUTLOOK
from dropcut.ports.tools import Programs
from dropcut.recipe import make_video
from tests.unit.engine.small_home import JOB, SmallHome

MINUTE = Fraction(60)
PICTURE = Picture(
    stream=0, codec="h264", width=1920, height=1080, sample_aspect=Fraction(1), rotation=0, mirrored=False,
    pixel_format="yuv420p", bit_depth=8, colour=Colour(primaries="bt709", transfer="bt709", matrix="bt709", range="tv"),
    fields="progressive", rate=Fraction(30), constant=True, shortest_frame=Fraction(1, 30), longest_frame=Fraction(1, 30),
    frames=18_000, counted="index", start=Fraction(0), duration=10 * MINUTE,
)  # fmt: skip
SOUND = Sound(
    stream=1, codec="aac", rate=48_000, channels=2, layout="stereo", language="", start=Fraction(0), duration=10 * MINUTE
)
FOOTAGE = Footage(container="mp4", size=9, duration=10 * MINUTE, pictures=(PICTURE,), sounds=(SOUND,), others=0)
SHARPENING = Sharpening(
    engine=Engine(name="torch", version="1"),
    kind="torch",
    model="animevideov3",
    scale=2,
    weights=Sha256("a" * 64),
    flops=1_238_000,
)


class Drop:
    """Clips of ten minutes, and perhaps a script of so many lines of fifteen words."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lines, self.settings, self.hearing = 40, Settings(), "guided"
        monkeypatch.setattr(foreseeing, "looked", self._looked)

    def quote(self, clips: int = 2, tariff: Tariff | None = None) -> Quote:
        small = SmallHome(make_video, *CATALOG.rows)
        names = [f"clip{number}.mp4" for number in range(clips)] + (["script.txt"] if self.lines else [])
        for name in names:
            small.folder.drop_file(JOB, name, b"x" * 100)
        home = replace(small.home, programs=lambda: Programs(ffmpeg=Path("ffmpeg"), build="a build"))
        purse = Purse(MemoryRecords(small.clock.now), tariff or Tariff(cores=2, table=TABLE), OUTLOOK)
        return quote(home, purse, Job(id=JOB, files=tuple(small.folder.files(JOB))), Path(gettempdir()))

    def _looked(self, home: Home, call: Call, room: Path | None) -> object:
        """What the steps would tell that look at files and at this machine; those that only reckon are run."""
        told: dict[str, Callable[[], object]] = {
            "ingest": lambda: self._asset(call),
            "read_script": self._script,
            "read_settings": lambda: self.settings,
            "choose_hearing": lambda: ChosenHearing(engine=Engine(name=self.hearing, version="1"), why="it is here"),
            "choose_meaning": lambda: ChosenMeaning(engine=None, why="none is here"),
            "choose_seeing": lambda: ChosenSeeing(engine=Engine(name="scenedetect", version="1"), why="it is here"),
            "choose_encoder": lambda: Encoder(name="libx264", preset=Preset.WEB, build="a build", threads=4, why="it works"),
            "choose_sharpener": lambda: ChosenSharpener(sharpening=SHARPENING, why="it is here"),
        }
        return told[call.row.name]() if call.row.name in told else looked(home, call, room)

    def _script(self) -> Script:
        text = "These fifteen words are one of many lines that somebody says before a camera, number"
        return Script(
            lines=tuple(
                Line(number=number, written=f"{text} {number}", spoken=f"{text} {number}", row=number)
                for number in range(1, self.lines + 1)
            )
        )

    @staticmethod
    def _asset(call: Call) -> Asset:
        upload = call.inputs.upload  # type: ignore[attr-defined]
        script = upload.file.path.endswith(".txt")
        kind, footage = (Kind.SCRIPT, None) if script else (Kind.MEDIA, FOOTAGE)
        return Asset(sha256=Sha256(digest(upload.file.path)), size=100, kind=kind, footage=footage, upload=upload)


@pytest.fixture
def drop(monkeypatch: pytest.MonkeyPatch) -> Drop:
    return Drop(monkeypatch)


def step(told: Quote, name: str) -> QuotedStep:
    (found,) = [each for each in told.steps if each.step == name]
    return found


def to_do(told: Quote) -> dict[str, int]:
    return {each.step: each.to_do for each in told.steps}


def test_a_script_is_foreseen_to_its_delivery(drop: Drop) -> None:
    told = drop.quote()
    assert told.complete
    assert to_do(told)["render"] == 40
    assert (to_do(told)["transcribe"], to_do(told)["find_scenes"], to_do(told)["deliver"]) == (2, 2, 1)
    assert told.price.high == 0


def test_the_programme_is_as_long_as_its_words_take_to_be_said(drop: Drop) -> None:
    short = float(step(drop.quote(), "render").seconds.likely)
    drop.lines = 80
    assert float(step(drop.quote(), "render").seconds.likely) == pytest.approx(2 * short, rel=0.02)


def test_nobody_cuts_more_than_was_filmed(drop: Drop) -> None:
    drop.lines = 200
    long = drop.quote(clips=1)
    drop.lines = 400
    assert float(step(drop.quote(clips=1), "mix").seconds.likely) == pytest.approx(
        float(step(long, "mix").seconds.likely), rel=0.01
    )


def test_without_a_script_the_footage_is_tightened(drop: Drop) -> None:
    drop.lines = 0
    told = drop.quote()
    assert told.complete
    assert "overhear" in to_do(told)
    assert any("70 % of the footage" in each for each in told.rests_on)


def test_long_clips_that_a_network_hears_are_heard_in_pieces(drop: Drop) -> None:
    drop.hearing = "whisper"
    told = drop.quote()
    assert told.complete
    assert (to_do(told)["divide"], to_do(told)["hear"], to_do(told)["gather"]) == (2, 20, 2)


def test_more_footage_takes_more(drop: Drop) -> None:
    assert drop.quote(clips=4).seconds.likely > drop.quote(clips=2).seconds.likely
    assert drop.quote(clips=4).elapsed.likely > drop.quote(clips=2).elapsed.likely


def test_a_cloud_asks_for_money_and_works_side_by_side(drop: Drop) -> None:
    drop.settings = Settings(upscale=2)
    told = drop.quote(tariff=Tariff(region="us-central1", table=TABLE))
    assert told.complete
    assert {"conform", "plan_chunks", "upscale", "plan_finish", "finish"} <= to_do(told).keys()
    hours = float(step(told, "upscale").seconds.likely) / 3600
    assert float(step(told, "upscale").price.likely) == pytest.approx(1.42 * hours, rel=0.05)
    assert 3 * told.elapsed.likely < told.seconds.likely
    assert told.stored_price.likely > 0
    assert "estimated list prices" in told.said()


def test_a_region_without_prices_says_whose_stand_for_them(drop: Drop) -> None:
    told = drop.quote(tariff=Tariff(region="mars-north1", table=TABLE))
    assert "The table has no prices of mars-north1: those of us-central1 stand for them." in told.rests_on
