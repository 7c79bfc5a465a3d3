"""The networks are those of Real-ESRGAN: as large, and as much work, as their makers' own."""

from __future__ import annotations

from math import prod

import pytest

from dropcut.domain.errors import Permanent
from dropcut.upscaling.models import FILES, TABLE
from dropcut.upscaling.networks import NETWORKS, network_named

NUMBERS = {
    "animevideov3": (621_424, 1_238_400),
    "general-x4v3": (1_213_296, 2_418_048),
    "x4plus": (16_697_987, 35_853_696),
    "x4plus-anime": (4_467_779, 11_412_864),
    "x2plus": (16_703_171, 8_966_016),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_network_has_as_many_numbers_and_does_as_much_for_a_pixel_as_its_makers_say(name: str) -> None:
    kind = network_named(name).architecture
    assert (sum(prod(shape) for shape in kind.shapes.values()), kind.flops) == NUMBERS[name]


@pytest.mark.parametrize("name", NUMBERS)
def test_its_official_file_holds_its_numbers_and_little_more(name: str) -> None:
    network = network_named(name)
    own = 4 * NUMBERS[name][0]
    assert own < FILES[network.file].size < own * 1.01 + 30_000


def test_every_network_can_be_fetched_and_every_file_is_known_by_its_digest() -> None:
    assert [model.name for model in TABLE.models] == [network.name for network in NETWORKS]
    files = [file for model in TABLE.models for file in model.files]
    assert all(file.sha256 and file.url.startswith("https://github.com/xinntao/Real-ESRGAN/releases/") for file in files)
    assert {file.name for file in files} == set(FILES)


def test_a_name_that_is_no_network_is_refused_with_those_that_are() -> None:
    with pytest.raises(Permanent, match=r"no network called 'x8plus'.*animevideov3, general-x4v3"):
        network_named("x8plus")
