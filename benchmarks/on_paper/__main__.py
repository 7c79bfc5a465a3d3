"""What one job asks of Google Cloud, counted and priced: `python -m benchmarks.on_paper` prints the tables of docs/scale.md."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping

import structlog

from benchmarks.on_paper.cloud import Paper, Setting
from benchmarks.on_paper.counting import Kind, Tally, most_within
from benchmarks.on_paper.hour import Sizes
from benchmarks.on_paper.prices import price
from benchmarks.tables import table
from dropcut.domain.values import Millis

HOUR = Setting()
HALF = Setting(sizes=Sizes(groups=20, segments=300, chunks=600))
SHARDS_MORE = 300 + 600 + 300
"""By which the hour is larger than its half: conform, upscale, finish."""
VARIANTS = {
    "a cancel is seen within 4 s, a task sent again after 10 min": HOUR,
    "a cancel is seen within 20 s": HOUR.model_copy(update={"beat": 20_000}),
    "a task that waits is sent again after 5 s": HOUR.model_copy(update={"patience": 5_000}),
    "half the programme": HALF,
}
WINDOW = Millis(60_000)
_HEADS = ("reads", "writes", "deletes", "messages", "class A", "class B")
_LARGEST = 12


def main() -> None:
    """Print the tables."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    paper, half = Paper(HOUR), Paper(HALF).first_run()
    first, swept = paper.first_run(), paper.sweeps.total()
    rows: dict[str, Mapping[Kind, float]] = {
        "the first run": first.total(),
        "its sweeps, one a minute": swept,
        "one line edited, in all": paper.edit_one_line().total(),
        "a shard more": _shared_out(first.total(), half.total(), SHARDS_MORE),
        "a shard more, but for its renewals": _shared_out(_unrenewed(first), _unrenewed(half), SHARDS_MORE),
        "one sweep once the job is done": paper.idle_sweep().total(),
    }
    print(_billed("what", rows), end="\n\n")
    print(_by_call(first), end="\n\n")
    print(_by_document(first, half), end="\n\n")
    print(_billed("the first run with its sweeps, if", {name: _whole(setting) for name, setting in VARIANTS.items()}))


def _whole(setting: Setting) -> Counter[Kind]:
    paper = Paper(setting)
    return paper.first_run().total() + paper.sweeps.total()


def _billed(head: str, rows: Mapping[str, Mapping[Kind, float]]) -> str:
    cells = [(name, *(_count(counts.get(kind, 0)) for kind in Kind), _dollars(counts)) for name, counts in rows.items()]
    return table((head, *_HEADS, "price"), cells)


def _by_call(tally: Tally) -> str:
    """The calls that cost most."""
    costs = {call: {kind: tally.by_call[call, kind] for kind in Kind} for call in tally.calls}
    dearest = sorted(costs, key=lambda call: -price(costs[call]))[:_LARGEST]
    rows = [
        (call, _count(tally.calls[call]), *(_count(costs[call][kind]) for kind in Kind), _dollars(costs[call]))
        for call in dearest
    ]
    return table(("call", "calls", *_HEADS, "price"), rows)


def _by_document(first: Tally, half: Tally) -> str:
    """How often the busiest document of each collection is written."""
    rows = []
    for collection in sorted({what.partition("/")[0] for what in first.writes}):
        most, less = _busiest(first, collection), _busiest(half, collection)
        rows.append((collection, _count(most[0]), _count(less[0]), most[1], f"{most[2] * 1_000 / WINDOW:.2f}"))
    head = (
        "documents",
        "writes of the busiest one",
        "with half the shards",
        "in its busiest second",
        "a second, over its busiest minute",
    )
    return table(head, rows)


def _busiest(tally: Tally, collection: str) -> tuple[int, int, int]:
    """The most writes of one document: in all, within a second, within a window."""
    each = [moments for what, moments in tally.writes.items() if what.startswith(f"{collection}/")]
    return max(map(len, each)), _most(each, Millis(1_000)), _most(each, WINDOW)


def _most(each: Iterable[list[int]], window: Millis) -> int:
    return max(most_within(moments, window) for moments in each)


def _unrenewed(tally: Tally) -> dict[Kind, int]:
    whole = tally.total()
    return {kind: whole[kind] - tally.by_call["Ledger.renew", kind] for kind in Kind}


def _shared_out(more: Mapping[Kind, int], less: Mapping[Kind, int], among: int) -> dict[Kind, float]:
    return {kind: (more[kind] - less[kind]) / among for kind in Kind}


def _count(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) else f"{number:,.2f}"


def _dollars(counts: Mapping[Kind, float]) -> str:
    return f"${price(counts):.5f}"


if __name__ == "__main__":
    main()
