"""Being told by the system which files change, instead of looking again and again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event

import structlog
from watchfiles import watch
from watchfiles._rust_notify import WatchfilesRustInternalError

log = structlog.get_logger(__name__)

_CALM_MS = 2_000
_STEP_MS = 200
_BLIND_S = 10.0
_AWAY_S = 2.0

_Seen = dict[Path, int]
"""The folders that are watched, and when the entries of each last changed, in nanoseconds."""


def changed(folder: Path, ours: tuple[Path, ...], over: Event) -> Iterator[frozenset[Path]]:
    """The paths below `folder` that changed, in batches; an empty one whenever nothing did for two seconds.

    Hidden folders and `ours` are not looked into: what we write there ourselves would wake us for ever. The first batch
    is the folder itself: it may have changed before anybody watched; so it comes again if something did before the watch stood.
    Ends when `over` is set.
    """

    def look() -> _Seen:
        return dict(_folders(folder, ours))

    while not over.is_set():
        before = look()
        yield frozenset({folder})
        folders = tuple(look())
        if not folders:  # it is away, and may come back
            over.wait(_AWAY_S)
            continue
        try:
            yield from _until_folders_change(folders, partial(_changed_since, before, look), over)
        except (OSError, WatchfilesRustInternalError) as error:
            log.warning(
                "the system does not tell what changes here: it is looked at now and then", folder=str(folder), why=str(error)
            )
            over.wait(_BLIND_S)


def looked_at(folder: Path, every_s: float, over: Event) -> Iterator[frozenset[Path]]:
    """The folder itself, again and again: where no system tells what changes. Ends when `over` is set."""
    while not over.is_set():
        yield frozenset({folder})
        over.wait(every_s)


def _until_folders_change(folders: tuple[Path, ...], missed: Callable[[], set[Path]], over: Event) -> Iterator[frozenset[Path]]:
    """What changes in these folders, until another must be watched too, or one no longer; or one was `missed` by then."""
    stands = False
    for batch in watch(
        *folders,
        recursive=False,
        watch_filter=None,
        step=_STEP_MS,
        rust_timeout=_CALM_MS,
        yield_on_timeout=True,
        stop_event=over,
        raise_interrupt=False,
    ):
        paths = frozenset(Path(path) for _, path in batch)
        yield paths
        if any(path in folders or path.is_dir() for path in paths):
            return
        if not stands and missed() - {path.parent for path in paths}:
            return
        stands = True


def _changed_since(before: _Seen, look: Callable[[], _Seen]) -> set[Path]:
    """Folders that came, went, or have other entries by now."""
    return {folder for folder, _ in before.items() ^ look().items()}


def _folders(folder: Path, ours: tuple[Path, ...]) -> Iterator[tuple[Path, int]]:
    for place, inner, _ in os.walk(folder):
        inner[:] = [name for name in inner if not name.startswith(".") and Path(place, name) not in ours]
        if _can_be_told(place):
            with suppress(FileNotFoundError):
                yield Path(place), Path(place).stat().st_mtime_ns


def _can_be_told(place: str) -> bool:
    """Whether the watcher takes this name: one that is no text is left to those who look now and then."""
    try:
        place.encode()
    except UnicodeEncodeError:
        return False
    return True
