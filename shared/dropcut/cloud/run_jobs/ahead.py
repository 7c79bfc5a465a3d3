"""Fetching what the next shard reads while this one is worked on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

import structlog
from pydantic import BaseModel

from dropcut.domain.assets import Upload
from dropcut.domain.blobs import Blob
from dropcut.domain.errors import DropcutError
from dropcut.domain.tasks import Task
from dropcut.engine.codec import read_inputs
from dropcut.engine.home import Home

log = structlog.get_logger(__name__)


class Ahead:
    """Where objects are copied, copies are made one task ahead. Through a mount nothing is copied, and nobody needs this."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._hands = ThreadPoolExecutor(1, "ahead")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._hands.shutdown(wait=False, cancel_futures=True)

    def bring(self, task: Task) -> None:
        """Begin to copy what a task reads, and return at once."""
        self._hands.submit(self._brought, task)

    def _brought(self, task: Task) -> None:
        if task.inputs is None:
            return
        try:
            for named in _named(read_inputs(self._home.catalog[task.id.step].step, task.inputs, self._home.blobs)):
                if isinstance(named, Upload):
                    self._home.folder.local(named.drop, named.file)
                else:
                    self._home.blobs.local(named.path)
        except DropcutError as trouble:  # whoever works on it meets it again, and knows what to do
            log.info("could not be fetched ahead", task=str(task.id), why=str(trouble))


def _named(inputs: object) -> Iterator[Upload | Blob]:
    """The files of users and of ours that inputs name."""
    if isinstance(inputs, Upload | Blob):
        yield inputs
    elif isinstance(inputs, BaseModel):
        for name in type(inputs).model_fields:
            yield from _named(getattr(inputs, name))
    elif isinstance(inputs, Mapping):
        for item in inputs.values():
            yield from _named(item)
    elif isinstance(inputs, tuple):
        for item in inputs:
            yield from _named(item)
