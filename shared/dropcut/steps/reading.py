"""Reading a small file of a user's whole: the very bytes that were ingested, or nothing."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import Final

from dropcut.domain.assets import Asset
from dropcut.domain.errors import Gone
from dropcut.ports.tools import Tools

_PIECE: Final = 1024**2


def read_whole(tools: Tools, asset: Asset, most: int) -> bytes:
    """The asset's bytes; of one larger than `most`, only one byte more than that, for whoever refuses it to see.

    Raises Gone when they are no longer the ones that were ingested.
    """
    kept = BytesIO()
    digest = sha256()
    with tools.original(asset.upload.drop, asset.upload.file) as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            kept.write(piece[: most + 1 - kept.tell()])
            tools.pulse()
    if digest.hexdigest() != asset.sha256:
        raise Gone(f"{asset.spoken()} changed while it was being read.", "It is read again once it stays the same.")
    return kept.getvalue()
