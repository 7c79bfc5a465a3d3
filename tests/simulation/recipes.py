"""The recipes of the simulation: between them they use everything that a recipe may do."""

from __future__ import annotations

from typing import cast

from dropcut.domain.blobs import Many
from dropcut.ports.recipe import CannotGoOn, Do, Drop, Each, Recipe
from tests.simulation.steps import Asset, Clip, Delivered, Film, Heard, Piece, Rendered, catalog

_rows = {row.name: row.step for row in catalog().rows}


def _clips(drop: Drop) -> list[Clip]:
    return [Clip(drop=drop.id, file=file) for file in drop.files]


def _assets(drop: Drop, do: Do) -> Each[Asset]:
    return do.each(_rows["ingest"], _clips(drop))


def _deliver(drop: Drop, do: Do, film: Film) -> Delivered:
    return cast("Delivered", do(_rows["deliver"], drop.id, drop.revision, film))


def each_on_each(drop: Drop, do: Do) -> Delivered:
    """One by one: every file goes on as soon as it can; what cannot be used is left out."""
    assets = _assets(drop, do)
    heard: Each[Heard] = do.each(_rows["hear"], assets.keep(lambda asset: "mute" not in asset.text))
    drop.wait_until_settled()
    return _deliver(drop, do, do(_rows["mix"], heard.all(), drop.options.title or ""))


def groups(drop: Drop, do: Do) -> Delivered:
    """A group of shards, then a group on what the first gave: lists that are too long to carry along."""
    heard: Each[Heard] = do.each(_rows["hear"], _assets(drop, do))
    drop.wait_until_settled()
    pieces: Many[Piece] = do(_rows["plan"], heard.all(), 2)
    drawn: Many[Rendered] = do.map(_rows["render"], pieces)
    done: Many[Rendered] = do.map(_rows["finish"], drawn)
    return _deliver(drop, do, do(_rows["assemble"], done, (), drop.options.title or ""))


def two_groups(drop: Drop, do: Do) -> Delivered:
    """Two groups that share shards with each other, with other revisions and with other drops."""
    assets = _assets(drop, do)
    seen: Each[Rendered] = do.each(_rows["look"], assets)
    drop.wait_until_settled()
    texts = [asset.text for asset in assets.all()]
    few = do.map(_rows["render"], [Piece(text=text, number=0) for text in texts])
    all_ = do.map(_rows["render"], [Piece(text=text, number=number) for text in texts for number in (0, 1)])
    film = do(_rows["assemble"], few, seen.all(), drop.options.title or "")
    return _deliver(drop, do, do(_rows["assemble"], all_, (), film.text))


def another_way(drop: Drop, do: Do) -> Delivered:
    """Waits for a person, and goes another way when the first one is closed."""
    if not drop.files:
        drop.wait_for("footage")
    heard = do.each(_rows["hear"], _assets(drop, do))
    drop.wait_until_settled()
    pieces = do(_rows["plan"], heard.all(), 1)
    try:
        film: Film = do(_rows["assemble"], do.map(_rows["render"], pieces), (), drop.options.title or "")
        words = film.text
    except CannotGoOn as stop:
        words = " ".join(sorted({refusal.step for refusal in stop.refusals}))
    return _deliver(drop, do, do(_rows["mix"], (), words))


def everything(drop: Drop, do: Do) -> Delivered:
    """As a real recipe goes: from files to what was heard and seen of them, to pieces, to a film with sound."""
    assets = _assets(drop, do)
    heard: Each[Heard] = do.each(_rows["hear"], assets.keep(lambda asset: "mute" not in asset.text))
    seen: Each[Rendered] = do.each(_rows["look"], assets)
    drop.wait_until_settled()
    pieces: Many[Piece] = do(_rows["plan"], heard.all(), 2)
    picture: Film = do(_rows["assemble"], do.map(_rows["render"], pieces), seen.all(), drop.options.title or "")
    sound: Film = do(_rows["mix"], heard.all(), drop.options.title or "")
    return _deliver(drop, do, do(_rows["mix"], (), f"{picture.text} {sound.text}"))


RECIPES: dict[str, Recipe] = {recipe.__name__: recipe for recipe in (each_on_each, groups, two_groups, another_way, everything)}
