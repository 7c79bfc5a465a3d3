"""The programme's size and rate."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dropcut.domain.programme import Format
from dropcut.domain.settings import Aspect, Preset, Settings
from dropcut.editing.programme.shape import format_for, usual_rate
from tests.unit.editing.programme.clips import clip, picture


def shape(*clips: object, **settings: object) -> str:
    found: Format = format_for(clips, Settings.model_validate(settings))  # type: ignore[arg-type]
    return f"{found.width}x{found.height}@{found.rate}"


def test_it_is_the_clips_own() -> None:
    assert shape(clip("a.mp4", picture("1280x720", "30000/1001"))) == "1280x720@30000/1001"


def test_of_several_shapes_most_footage_wins() -> None:
    long, short = clip("b.mp4", picture("1280x720", "30"), seconds=9), clip("a.mp4", picture("1920x1080", "25"), seconds=8)
    assert shape(short, long) == "1280x720@30"


def test_a_turned_phone_gives_an_upright_programme() -> None:
    assert shape(clip("a.mp4", picture("1920x1080", rotation=90))) == "1080x1920@25"


@pytest.mark.parametrize(
    ("aspect", "size"),
    [(Aspect.WIDE, "1920x1080"), (Aspect.TALL, "1080x1920"), (Aspect.SQUARE, "1080x1080"), (Aspect.PORTRAIT, "1080x1350")],
)
def test_another_aspect_keeps_the_shorter_side(aspect: Aspect, size: str) -> None:
    assert shape(clip("a.mp4", picture()), aspect=aspect) == f"{size}@25"


def test_a_height_that_was_asked_for_holds() -> None:
    assert shape(clip("a.mp4", picture()), height=361) == "642x360@25"


def test_a_draft_is_small_but_never_larger_than_the_footage() -> None:
    assert shape(clip("a.mp4", picture("3840x2160")), preset=Preset.DRAFT) == "960x540@25"
    assert shape(clip("a.mp4", picture("320x180")), preset=Preset.DRAFT) == "320x180@25"


def test_odd_sides_become_even() -> None:
    assert shape(clip("a.mp4", picture("641x479"))) == "640x480@25"


def test_without_any_picture_there_is_a_plain_one() -> None:
    assert shape(clip("voice.wav")) == "1280x720@25"


@pytest.mark.parametrize(
    ("camera", "programme"),
    [
        ("30000/1001", "30000/1001"),
        ("2997/100", "30000/1001"),
        ("120", "60"),
        ("240000/1001", "60000/1001"),
        ("15", "15"),
        ("29", "30000/1001"),
    ],
)
def test_the_rate_is_one_that_screens_know(camera: str, programme: str) -> None:
    assert usual_rate(Fraction(camera)) == Fraction(programme)


@pytest.mark.parametrize(
    ("clip_size", "settings", "size"),
    [
        ("640x360", {"upscale": 2}, "1280x720"),
        ("640x360", {"upscale": 4}, "2560x1440"),
        ("1920x1080", {"upscale": 4}, "3840x2160"),
        ("1080x1920", {"upscale": 4}, "2160x3840"),
        ("4096x2304", {"upscale": 2}, "4096x2304"),
        ("640x360", {"upscale": 4, "height": 720}, "1280x720"),
        ("640x360", {"upscale": 4, "height": 2160}, "3840x2160"),
        ("640x360", {"upscale": 2, "preset": "draft"}, "960x540"),
        ("640x360", {"upscale": 2, "aspect": "9:16"}, "720x1280"),
    ],
)
def test_an_upscaled_programme_grows_up_to_4k(clip_size: str, settings: dict[str, object], size: str) -> None:
    assert shape(clip("a.mp4", picture(clip_size)), **settings) == f"{size}@25"
