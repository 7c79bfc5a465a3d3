"""Bringing a delivery onto this machine."""

from __future__ import annotations

from pathlib import Path

from dropcut.domain.names import JobId
from dropcut.domain.wording import spoken
from dropcut.engine.elsewhere import Elsewhere
from dropcut.local.delivered import master_first
from dropcut.local.exits import Misuse
from dropcut.local.files.outbox import Outbox


def delivered_addresses(elsewhere: Elsewhere, drop: JobId) -> tuple[str, ...]:
    """Where what stands delivered lies, the master first."""
    delivery = elsewhere.home.folder.delivery(drop)
    outbox = elsewhere.outbox_of(drop)
    return tuple(outbox + name for name in sorted(delivery.files, key=master_first)) if delivery else ()


def check_target(to: Path, top: Path) -> None:
    """Raises Misuse when deliveries would lie among the footage."""
    if to.resolve() == top.resolve():
        raise Misuse(f"{spoken(str(to))} holds the footage: deliveries cannot lie among it.", "Name another folder with --get.")


def fetched(elsewhere: Elsewhere, drop: JobId, to: Path) -> tuple[Path, ...]:
    """Put copies of what stands delivered into a folder, each checked, none over what was changed there."""
    delivery = elsewhere.home.folder.delivery(drop)
    if delivery is None:
        return ()
    standing = Outbox(to, elsewhere.home.blobs).publish(delivery.revision, delivery.files)
    if standing.files != delivery.files:
        raise Misuse(f"{spoken(str(to))} holds another delivery, of a later revision.", "Name another folder with --get.")
    return tuple(to.absolute() / name for name in sorted(delivery.files, key=master_first))
