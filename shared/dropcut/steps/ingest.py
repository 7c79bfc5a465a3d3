"""Ingest: read a dropped file once, to know it by its bytes and to say what it is."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from dropcut.domain.assets import Asset, Kind, Upload
from dropcut.domain.errors import Gone
from dropcut.domain.footage import Footage
from dropcut.domain.sorting import is_proxy, kind_of
from dropcut.domain.values import Sha256
from dropcut.ports.tools import Tools

_PIECE: Final = 4 * 1024**2


def ingest(tools: Tools, upload: Upload) -> Asset:
    """Raises Permanent, in one sentence, for footage that cannot be used, and Gone for a file that changed meanwhile."""
    digest = _digest(tools, upload)
    kind = _kind(tools, upload)
    footage = _footage(tools, upload) if kind is Kind.MEDIA else None
    return Asset(sha256=digest, size=upload.file.size, kind=kind, footage=footage, upload=upload)


def _digest(tools: Tools, upload: Upload) -> Sha256:
    whole, size = sha256(), 0
    with tools.original(upload.drop, upload.file) as file:
        while piece := file.read(_PIECE):
            whole.update(piece)
            size += len(piece)
            tools.pulse()
    if size != upload.file.size:
        raise Gone(f"{upload.spoken()} changed while it was being read.", "It is read again once it stays the same.")
    return Sha256(whole.hexdigest())


def _kind(tools: Tools, upload: Upload) -> Kind:
    """By name; but what holds footage is footage, whatever it is called."""
    from dropcut.media.sniff import sniff

    named = kind_of(upload.file.path)
    if named is not Kind.OTHER or is_proxy(upload.file.path):
        return named
    with tools.original(upload.drop, upload.file) as file:
        return Kind.MEDIA if sniff(file).is_footage else named


def _footage(tools: Tools, upload: Upload) -> Footage:
    from dropcut.media.bench import Bench
    from dropcut.media.probe import probe

    def must_stop() -> bool:
        tools.pulse()
        return tools.stopped()

    bench = Bench(programs=tools.programs, scratch=tools.scratch, stop=must_stop)
    footage = probe(tools.original_path(upload.drop, upload.file), upload.file.path, bench)
    tools.original_path(upload.drop, upload.file)  # raises Gone when it changed since it was hashed
    return footage
