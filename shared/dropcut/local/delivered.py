"""What stands in a drop's outbox."""

from __future__ import annotations

from pathlib import Path

from dropcut.domain.names import JobId
from dropcut.engine.home import Home
from dropcut.local.place import Place


def delivered_files(home: Home, place: Place, drop: JobId) -> tuple[Path, ...]:
    """The delivered files, the master first; none when nothing was delivered or a part of it is gone."""
    delivery = home.folder.delivery(drop)
    outbox = place.outbox_of(drop)
    files = tuple(outbox / name for name in sorted(delivery.files, key=master_first)) if delivery else ()
    return files if all(file.exists() for file in files) else ()


def master_first(name: str) -> tuple[bool, str]:
    """Orders the names of deliveries: what a person looks for is said first."""
    return not name.endswith((".mp4", ".mov", ".mkv")), name
