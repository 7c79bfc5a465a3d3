"""The lineage of a job, read from the ledger by running its recipe once more without recording anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from pydantic import BaseModel

from dropcut import __version__
from dropcut.domain.assets import Asset
from dropcut.domain.blobs import Blob, Many
from dropcut.domain.jobs import Job
from dropcut.domain.lineage import Lineage, Made, Source, Work
from dropcut.domain.names import Key, TaskId, origin
from dropcut.domain.programme import Encoder
from dropcut.domain.settings import Settings
from dropcut.domain.speech import Engine
from dropcut.domain.tasks import TaskState
from dropcut.domain.upscaling import Sharpening
from dropcut.domain.values import Sha256, Value, canonical, digest
from dropcut.engine.asking import Batch, Call
from dropcut.engine.batches import ADVANCE, shards
from dropcut.engine.home import Home
from dropcut.engine.tracing import Tracing, traced
from dropcut.engine.unknown import Unknown

_LEAST: Final = 2
"""Fields of a value whose digest may well be that of a whole result; one that says less is in everything."""


class _Noting(Tracing):
    """Keeps every call, that of each shard too, in the order asked: what follows comes later."""

    def __init__(self, home: Home, job: Job) -> None:
        super().__init__(home, job, lambda _batch: ())
        self.made: dict[TaskId, Call] = {}

    def _call(self, row: Any, inputs: Value) -> Call:  # noqa: ANN401 - a row of the catalog
        call = super()._call(row, inputs)
        self.made.setdefault(call.task, call)
        return call

    def answer_batch(self, batch: Batch) -> Many[Any] | Unknown:
        for call in shards(self._home, self._job, batch):
            self.made.setdefault(call.task, call)
        return super().answer_batch(batch)


def lineage_of(home: Home, job: Job) -> Lineage:
    """Of the job's revision. Costs as many reads as it has tasks."""
    noting = _Noting(home, job)
    whole = traced(home, job, noting)
    seen = _Seen(noting)
    work = tuple(seen.work())
    standing = home.folder.delivery(job.id)
    return Lineage(
        job=str(job.id),
        revision=job.revision,
        software=f"dropcut {__version__}",
        told=home.ledger.now(),
        sources=tuple(seen.sources.values()),
        settings=seen.settings,
        work=work,
        made=tuple(_made(name, blob) for name, blob in sorted(standing.files.items())) if standing else (),
        delivered=standing.revision if standing else 0,
        missing=not whole or len(work) < len(noting.made),
    )


def _made(name: str, blob: Blob) -> Made:
    task = origin(blob.path).task
    return Made(name=name, sha256=blob.sha256, size=blob.size, key=None if task.step == ADVANCE else task.key)


class _Seen:
    """What the calls of a job were handed."""

    def __init__(self, noting: _Noting) -> None:
        self._noting = noting
        self._by_result: dict[str, Key] = {}
        self.sources: dict[Sha256, Source] = {}
        self.settings: dict[str, str] = {}

    def work(self) -> Iterator[Work]:
        """Those that are done."""
        for task, call in self._noting.made.items():
            record = self._noting.reached.get(task)
            if record is None or record.state is not TaskState.DONE or record.result is None:
                continue
            assets, engines, follows = list[Sha256](), dict[str, None](), dict[Key, None]()
            for value in _values(call.inputs):
                self._look(value, assets, engines)
                follows.update(dict.fromkeys(self._followed(value)))
            yield Work(
                step=task.step, version=record.version, key=task.key, at=record.changed, result=record.result.digest,
                sources=tuple(dict.fromkeys(assets)), follows=tuple(key for key in follows if key != task.key),
                engines=tuple(engines),
            )  # fmt: skip
            self._by_result.setdefault(record.result.digest, task.key)

    def _look(self, value: BaseModel, assets: list[Sha256], engines: dict[str, None]) -> None:
        if isinstance(value, Asset):
            assets.append(value.sha256)
            self.sources.setdefault(value.sha256, Source(name=value.upload.file.path, sha256=value.sha256, size=value.size))
        elif isinstance(value, Engine | Encoder | Sharpening):
            engines[canonical(value.model_dump(mode="json")).decode()] = None
        elif isinstance(value, Settings) and not self.settings:
            said = value.model_dump(mode="json")
            self.settings = {name: canonical(told).decode() for name, told in said.items() if name != "schema"}

    def _followed(self, value: BaseModel) -> Iterator[Key]:
        """Of a blob its path says who made it; of a value its digest does."""
        if isinstance(value, Blob):
            task = origin(value.path).task
            if task.step != ADVANCE:
                yield task.key
            return
        if isinstance(value, Many):
            yield from self._members(value)
        elif len(type(value).model_fields) >= _LEAST:
            with suppress(TypeError):
                key = self._by_result.get(digest(value))
                if key is not None:
                    yield key

    def _members(self, many: Many[Any]) -> Iterable[Key]:
        """What the shards of a group gave, where it is carried along."""
        for item in many.inline or ():
            found = self._by_result.get(digest(item)) if isinstance(item, Mapping | BaseModel) else None
            if found is not None:
                yield found


def _values(value: object) -> Iterator[BaseModel]:
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from _values(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _values(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _values(item)
