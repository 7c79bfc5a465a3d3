"""A setting that came later changes no key of those who do not use it."""

from __future__ import annotations

from dropcut.domain.settings import Enlarging, Options, Preset, Settings
from dropcut.domain.values import digest


def test_what_is_not_said_is_no_part_of_what_is_said() -> None:
    assert digest(Settings()) == "3927cf90c310d39d793983eb8fe1399939ef3ffb68b7cb2efb75d841a1ccd48a"
    assert digest(Options(preset=Preset.DRAFT)) == "70127fdbc6f3245e4ed2601ae9019bf40dda59c2bd5b96045021baf316dbc3e2"


def test_what_is_said_is() -> None:
    enlarging = Enlarging(scale=2, engine="auto", model="auto", name="a.mp4", compare=False)
    settings = {digest(each) for each in (Settings(), Settings(upscale=2), Settings(upscale=4))}
    options = {digest(each) for each in (Options(), Options(upscale=2), Options(enlarging=enlarging))}
    assert len(settings) == len(options) == 3


def test_what_was_typed_stands_above_the_settings_and_what_is_no_setting_beside_them() -> None:
    enlarging = Enlarging(scale=2, engine="auto", model="auto", name="a.mp4", compare=False)
    assert Settings(upscale=2).under(Options()).upscale == 2
    assert Settings(upscale=2).under(Options(upscale=4, enlarging=enlarging)) == Settings(upscale=4)


def test_it_is_read_as_it_was_stored() -> None:
    for value in (Options(), Options(upscale=2), Settings(), Settings(upscale=4)):
        assert type(value).model_validate_json(value.model_dump_json(by_alias=True)) == value
