"""The gauges of a home of this machine: a small file for each process, beside the folder in which it works."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import structlog

from dropcut.domain.names import TaskId
from dropcut.domain.values import Value
from dropcut.ports.gauges import Far

log = structlog.get_logger(__name__)

_ENDING: Final = ".far"


class _Told(Value):
    task: str
    far: Far


class FileGauges:
    """See `ports.gauges.Gauges`. A file lies in `folder` until the home is opened the next time, which empties it."""

    def __init__(self, folder: Path, own: str) -> None:
        self._folder = folder
        self._own = folder / f"{own}{_ENDING}"

    def tell(self, task: TaskId, far: Far) -> None:
        """Replaced whole, so that nobody reads half of it."""
        whole, part = self._own, self._own.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_text(_Told(task=str(task), far=far).model_dump_json())
            part.replace(whole)
        except OSError as error:
            log.debug("nobody can be told how far it is", why=str(error))

    def told(self) -> Mapping[TaskId, Far]:
        """Of all processes."""
        return dict(self._all())

    def _all(self) -> Iterator[tuple[TaskId, Far]]:
        try:
            files = sorted(file for file in self._folder.iterdir() if file.suffix == _ENDING)
        except OSError:  # nobody told anything yet
            return
        for file in files:
            try:
                told = _Told.model_validate_json(file.read_bytes())
                yield TaskId.parse(told.task), told.far
            except (OSError, ValueError) as error:
                log.debug("a gauge cannot be read", why=str(error))
