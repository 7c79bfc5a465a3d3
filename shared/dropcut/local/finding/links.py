"""Where a hit plays: in the delivered cut at that moment, or else in the clip that says it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from urllib.parse import quote

from dropcut.domain.names import JobId
from dropcut.domain.searching import Hit
from dropcut.engine.elsewhere import Elsewhere
from dropcut.engine.home import Home
from dropcut.local.delivered import delivered_files
from dropcut.local.files.names import as_name
from dropcut.local.place import Place

_MASTERS = (".mp4", ".mov", ".mkv")


class FileLinks:
    """See `engine.searching.Links`: files of this machine, which a browser plays from the moment that is named."""

    def __init__(self, home: Home, place: Place) -> None:
        self._place = place
        self._master = cache(lambda drop: next(iter(_masters(delivered_files(home, place, drop))), None))

    def link(self, hit: Hit) -> str:
        drop = JobId.parse(hit.job)
        master: Path | None = self._master(drop) if hit.program is not None else None
        if master is not None and hit.program is not None:
            return at(master.as_uri(), hit.program)
        clip = self._clip(drop, hit)
        return at(clip.as_uri(), hit.start) if clip is not None and hit.start is not None and clip.is_file() else ""

    def _clip(self, drop: JobId, hit: Hit) -> Path | None:
        if hit.clip is None:
            return None
        inbox = self._place.inbox
        if self._place.drop is None:
            inbox = (inbox / drop.owner if (inbox / drop.owner / as_name(drop.name)).is_dir() else inbox) / as_name(drop.name)
        return inbox.joinpath(*map(as_name, hit.clip.split("/")))


class AddressLinks:
    """The same for a home elsewhere, by the addresses of its objects."""

    def __init__(self, elsewhere: Elsewhere, delivered: Callable[[JobId], tuple[str, ...]]) -> None:
        self._elsewhere = elsewhere
        self._delivered = cache(delivered)

    def link(self, hit: Hit) -> str:
        drop = JobId.parse(hit.job)
        if hit.program is not None:
            for address in self._delivered(drop):
                if address.endswith(_MASTERS):
                    return at(quote(address, safe="/:"), hit.program)
        if hit.clip is None or hit.start is None:
            return ""
        return at(quote(f"{self._elsewhere.inbox_of(drop)}{hit.clip}", safe="/:"), hit.start)


def at(address: str, moment: Fraction) -> str:
    """A media fragment, as browsers and players read it."""
    return f"{address}#t={float(moment):g}" if moment else address


def _masters(files: tuple[Path, ...]) -> tuple[Path, ...]:
    return tuple(file for file in files if file.suffix in _MASTERS)
