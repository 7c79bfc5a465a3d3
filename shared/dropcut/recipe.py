"""The pipeline. Run again at every event, from the top; what is done is found done (see `ports.recipe`)."""

from __future__ import annotations

from typing import NoReturn

from dropcut.domain.assets import Asset, Clip, Inventory, Kind, Upload
from dropcut.domain.jobs import Refusal
from dropcut.ports.recipe import CannotGoOn, Do, Drop
from dropcut.steps.deliver import Deliverables, Delivered, deliver
from dropcut.steps.describe import FILE, describe
from dropcut.steps.ingest import ingest


def make_video(drop: Drop, do: Do) -> Delivered:
    """From a drop to what is delivered of it."""
    assets = do.each(ingest, [Upload(drop=drop.id, file=file) for file in drop.files])
    drop.wait_until_settled()
    there = assets.all()
    if not any(asset.kind is Kind.MEDIA for asset in there):
        _no_footage(drop, assets.refused)
    described = do(describe, Inventory(clips=_named(there), refused=assets.refused))
    return do(deliver, Deliverables(drop=drop.id, revision=drop.revision, files={FILE: described}))


def _no_footage(drop: Drop, refused: tuple[Refusal, ...]) -> NoReturn:
    if refused:
        raise CannotGoOn(refused)
    drop.wait_for("footage: put at least one clip into the folder")


def _named(assets: tuple[Asset, ...]) -> tuple[Clip, ...]:
    return tuple(Clip(name=asset.upload.file.path, asset=asset) for asset in assets)
