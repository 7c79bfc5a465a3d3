"""Stills of a drop that the programme shows."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dropcut.domain.assets import Asset, Clip
from dropcut.domain.blobs import Blob
from dropcut.domain.values import Sha256, Value


class StillFile(Value):
    """A file of the drop that is to be shown as a still."""

    clip: Clip

    def spoken(self) -> str:
        """What a person calls it."""
        return self.clip.asset.spoken()


class Image(Value):
    """A still as it is drawn: a PNG of ours, upright, in red green blue, with nothing transparent left."""

    blob: Blob
    width: Annotated[int, Field(ge=1)]
    height: Annotated[int, Field(ge=1)]


class ReadImage(Value):
    """What `read_image` gives: the still, and of which bytes it is."""

    source: Sha256
    image: Image


class ImageFile(Value):
    """A still and its name in the drop, as content: renaming it changes what is written about it."""

    name: str
    asset: Asset
    image: Image
