"""A model that a user brings is copied by names of ours, and known by its bytes from then on."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropcut.domain.models import ModelKind, Shape, Table
from dropcut.domain.values import Sha256
from dropcut.engine.shelf import Shelf
from dropcut.local.exits import BadInput, Misuse
from dropcut.local.models.bringing import brought
from dropcut.local.models.standing import standing, verified
from dropcut.local.models.tables import known, model_called, tables
from tests.unit.local.models.publisher import Publisher, digest

SHAPE = Shape(needed=(("config.json",), ("words.txt", "words.json")), taken=("extra.json",))
OPEN = Table(kind=ModelKind.WHISPER, models=(), shape=SHAPE)
PUBLISHED = Publisher(files={"weights.pth": b"the very bytes"}, url="https://example.org").model(name="x4")
CLOSED = Table(kind=ModelKind.UPSCALING, models=(PUBLISHED.model_copy(update={"kind": ModelKind.UPSCALING}),))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "models")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "words.json").write_text("[]")
    (folder / "notes.txt").write_text("not asked for")
    return folder


def nobody(_done: int) -> None:
    """Nobody watches."""


def test_the_files_that_are_needed_are_taken_and_no_others(shelf: Shelf, mine: Path) -> None:
    (mine / "extra.json").symlink_to(mine / "notes.txt")
    place = brought(mine, "mine", OPEN, shelf, nobody)
    assert {path.name for path in place.iterdir()} == {"config.json", "words.json", "extra.json", "dropcut-model.json"}
    assert not (place / "extra.json").is_symlink()
    (line,) = standing(shelf, ())
    assert (line.name, line.state, line.source) == ("mine", "here", "brought by its user")
    assert [told.damaged for told in verified(shelf)] == [()]


def test_a_folder_that_is_no_model_is_refused_and_nothing_stays(shelf: Shelf, mine: Path) -> None:
    (mine / "words.json").unlink()
    with pytest.raises(BadInput, match=r"holds no words.txt or words.json, which the model mine needs"):
        brought(mine, "mine", OPEN, shelf, nobody)
    assert shelf.kept(ModelKind.WHISPER) == ()
    assert not list(shelf.folder.rglob("*"))


@pytest.mark.parametrize("name", ["../up", "", "Big", "a b", "-x", ".x", "a\nb", "x" * 64])
def test_a_name_that_is_no_name_is_refused(shelf: Shelf, mine: Path, name: str) -> None:
    with pytest.raises(Misuse, match="cannot name a model"):
        brought(mine, name, OPEN, shelf, nobody)


def test_under_a_published_name_it_must_be_that_very_model(shelf: Shelf, tmp_path: Path) -> None:
    file = tmp_path / "weights.pth"
    file.write_bytes(b"other bytes")
    with pytest.raises(BadInput, match="This is not the model x4"):
        brought(file, "x4", CLOSED, shelf, nobody)
    assert not [path for path in shelf.folder.rglob("*") if path.is_file() and path.name != ".lock"]
    file.write_bytes(b"the very bytes")
    brought(file, "x4", CLOSED, shelf, nobody)
    (kept,) = shelf.kept(ModelKind.UPSCALING)
    assert kept.name == "x4"


def test_where_only_published_models_can_be_read_no_other_is_taken(shelf: Shelf, mine: Path) -> None:
    with pytest.raises(Misuse, match="mine is no upscaling model that can be read"):
        brought(mine, "mine", CLOSED, shelf, nobody)


def test_bringing_it_again_replaces_it(shelf: Shelf, mine: Path) -> None:
    brought(mine, "mine", OPEN, shelf, nobody)
    (before,) = shelf.kept(ModelKind.WHISPER)
    (mine / "config.json").write_text('{"better": true}')
    brought(mine, "mine", OPEN, shelf, nobody)
    (after,) = shelf.kept(ModelKind.WHISPER)
    assert before.digest != after.digest


def test_what_a_model_is_called_or_where_it_lies_is_not_what_it_is(shelf: Shelf, mine: Path, tmp_path: Path) -> None:
    brought(mine, "mine", OPEN, shelf, nobody)
    brought(mine, "other", OPEN, Shelf(tmp_path / "elsewhere"), nobody)
    assert shelf.kept(ModelKind.WHISPER)[0].digest == Shelf(tmp_path / "elsewhere").kept(ModelKind.WHISPER)[0].digest


def test_every_table_offers_models_over_https_by_their_digests() -> None:
    assert {each.kind for each in tables()} >= {ModelKind.WHISPER}
    for model in known():
        assert all(file.url.startswith("https://") for file in model.files)
        assert all(file.sha256 is not None and file.sha256 != Sha256(digest(b"")) for file in model.files)
        assert model.licence


def test_a_model_is_found_by_its_name_and_a_wrong_name_is_told_with_the_nearest() -> None:
    assert model_called("small") == model_called("whisper/small")
    with pytest.raises(Misuse, match="Do you mean large-v3-turbo"):
        model_called("large-v3-turb")
