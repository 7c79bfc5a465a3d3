"""THE table of prices and throughputs. Every row says since when and from where; another price makes another version.

Prices are list prices of Google Cloud for what this project uses, in US dollars, before free tiers, discounts and taxes.
Throughputs are of a machine of two cores: they stand only until a home has measured its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from dropcut.domain.measures import Throughput, Unit
from dropcut.domain.tariffs import Item, Price, PriceTable
from dropcut.domain.values import Millis

_LOOKED_UP: Final = "2026-11-21"
_MEASURED: Final = "2026-11-22"
_RUN: Final = "https://cloud.google.com/run/pricing, tier 1"
_FIRESTORE: Final = "https://cloud.google.com/firestore/pricing, standard edition, one region"
_STORAGE: Final = "https://cloud.google.com/storage/pricing, standard storage, one region"
_PUBSUB: Final = "https://cloud.google.com/pubsub/pricing"
_HERE: Final = "benchmarks/quoting on two cores"
_JUDGED: Final = "judged from steps like it: not measured on its own"
_CHUNKS: Final = "docs/decisions/0043: two cores reach a fifth of a million million operations a second, an L4 sixty"

_LISTED: Final = (
    (Item.FUNCTION_CPU, "0.000024", _RUN),
    (Item.FUNCTION_MEMORY, "0.0000025", _RUN),
    (Item.FUNCTION_CALL, "0.0000004", _RUN),
    (Item.JOB_CPU, "0.000018", _RUN),
    (Item.JOB_MEMORY, "0.000002", _RUN),
    (Item.L4, "0.0001867", _RUN),
    (Item.READ, "0.0000003", _FIRESTORE),
    (Item.WRITE, "0.0000009", _FIRESTORE),
    (Item.DELETE, "0.0000001", _FIRESTORE),
    (Item.CLASS_A, "0.000005", _STORAGE),
    (Item.CLASS_B, "0.0000004", _STORAGE),
    (Item.STORED, "0.02", _STORAGE),
    (Item.SENT_OUT, "0.12", _STORAGE),
    (Item.PUBLISHED, "40", _PUBSUB),
)
_REGIONS: Final = ("us-central1", "europe-west1", "europe-west4")
"""Of the first price tier that have L4 cards. Any other region is reckoned as the first of these, which is said."""


def _prices() -> Iterator[Price]:
    for region in _REGIONS:
        for item, amount, source in _LISTED:
            yield Price(item=item, region=region, amount=Fraction(amount), since=_LOOKED_UP, source=source)


def _row(step: str, start: int, each: str = "0", unit: Unit = Unit.TASK, stored: str = "0", variant: str = "") -> Throughput:  # noqa: PLR0913, PLR0917 - a row of a table
    source = _JUDGED if step in _NOT_MEASURED else _CHUNKS if step == "upscale" else _HERE
    return Throughput(
        step=step,
        variant=variant,
        start=Millis(start),
        each=Fraction(each),
        unit=unit,
        stored=Fraction(stored),
        since=_MEASURED,
        source=source,
    )


_NOT_MEASURED: Final = frozenset({"", "divide", "hear", "gather", "understand", "watch", "conform", "finish", "sign"})

_THROUGHPUTS: Final = (
    _row("", 100),
    _row("ingest", 500, "5", Unit.MEGABYTE),
    _row("ingest", 20, "10", Unit.MEGABYTE, variant="no footage"),
    _row("read_settings", 15),
    _row("read_script", 80),
    _row("choose_hearing", 600),
    _row("choose_seeing", 60),
    _row("choose_meaning", 160),
    _row("choose_encoder", 250),
    _row("choose_sharpener", 3000),
    _row("transcribe", 220, "18", Unit.SECOND, "36000"),
    _row("divide", 700, "12", Unit.SECOND, "36000"),
    _row("hear", 1500, "250", Unit.SECOND, "500"),
    _row("gather", 300, "2", Unit.SECOND, "500"),
    _row("overhear", 300, "120", Unit.SECOND, "500"),
    _row("find", 400, "55", Unit.SECOND),
    _row("synchronise", 40, "1", Unit.SECOND),
    _row("find_scenes", 800, "2", Unit.MEGAPIXEL, "30"),
    _row("watch", 800, "2", Unit.MEGAPIXEL, "30"),
    _row("find_marks", 2500, "10", Unit.SECOND, "2000"),
    _row("align", 100, "1", Unit.LINE),
    _row("understand", 400, "10", Unit.LINE, "800"),
    _row("render", 250, "9.5", Unit.MEGAPIXEL, "7000"),
    _row("render", 250, "4.5", Unit.MEGAPIXEL, "7000", variant="libx264 draft"),
    _row("conform", 350, "12", Unit.MEGAPIXEL, "400000"),
    _row("finish", 400, "9", Unit.MEGAPIXEL, "7000"),
    _row("plan_chunks", 40),
    _row("plan_finish", 40),
    _row("upscale", 2000, "5000", Unit.TERA, "500000"),
    _row("upscale", 4000, "17", Unit.TERA, "500000", variant="torch on nvidia-l4"),
    _row("mix", 800, "30", Unit.SECOND, "20000"),
    _row("assemble", 180, "1.2", Unit.MEGAPIXEL, "9000"),
    _row("write_captions", 25),
    _row("write_timelines", 70),
    _row("write_review", 25),
    _row("write_report", 120, "6", Unit.LINE, "8000"),
    _row("write_index", 120, "4", Unit.LINE, "4000"),
    _row("sign", 300, "6", Unit.MEGABYTE, "1000000"),
    _row("deliver", 80, "4", Unit.MEGABYTE),
)  # fmt: skip
"""The first row stands for every step that has none."""

TABLE: Final = PriceTable(
    version=max(_LOOKED_UP, _MEASURED),
    currency="USD",
    home_region=_REGIONS[0],
    prices=tuple(_prices()),
    throughputs=_THROUGHPUTS,
)
