"""Recipes whose steps do nothing, so that what is timed is the engine. The drop's one file is named after what is asked."""

from __future__ import annotations

from time import time_ns

from dropcut.domain.blobs import Many
from dropcut.domain.catalog import Catalog, Row
from dropcut.domain.names import JobId
from dropcut.domain.values import Value
from dropcut.engine.pipeline import Pipeline
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools


class Item(Value):
    """What one shard works on: about as much as a segment says."""

    number: int
    clip: str
    encoder: str = "libx264 veryfast crf 18, one thread"


class Begun(Value):
    """When a step began, by the machine's clock."""

    at_ns: int
    link: int
    job: str


def plan(tools: Tools, count: int, clip: str) -> Many[Item]:
    return tools.many("items", (Item(number=number, clip=clip) for number in range(count)))


def nothing(_tools: Tools, item: Item) -> Item:
    return item


def total(_tools: Tools, items: Many[Item]) -> int:
    return items.count


def begin(_tools: Tools, after: Begun) -> Begun:
    return Begun(at_ns=time_ns(), link=after.link + 1, job=after.job)


def start_of(job: JobId) -> Begun:
    """What the first link of a job's chain works on."""
    return Begun(at_ns=0, link=0, job=job.name)


def many(drop: Drop, do: Do) -> int:
    """A group of as many shards as the file's name says."""
    return do(total, do.map(nothing, do(plan, _asked(drop), drop.id.name)))


def chain(drop: Drop, do: Do) -> Begun:
    """As many tasks as the file's name says, each waiting for the one before."""
    last = start_of(drop.id)
    for _ in range(_asked(drop)):
        last = do(begin, last)
    return last


def _asked(drop: Drop) -> int:
    return int(drop.files[0].path)


CATALOG = Catalog((Row(plan, "1"), Row(nothing, "1"), Row(total, "1"), Row(begin, "1")))

MANY = Pipeline(recipe=f"{__name__}:many", catalog=f"{__name__}:CATALOG")
CHAIN = Pipeline(recipe=f"{__name__}:chain", catalog=f"{__name__}:CATALOG")
