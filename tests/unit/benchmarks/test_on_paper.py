"""How frugal the engine is with a cloud's ledger: a careless call in it fails here, before anybody pays for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from benchmarks.on_paper.cloud import Paper, Setting
from benchmarks.on_paper.counting import Counted, Kind, Tally, Touch, most_within
from benchmarks.on_paper.hour import Sizes
from benchmarks.on_paper.ledger_costs import LedgerCosts
from benchmarks.on_paper.other_costs import BlobsCosts, DispatchCosts, FolderCosts
from benchmarks.on_paper.prices import price
from dropcut.domain.values import Instant
from dropcut.ports.blobs import Blobs
from dropcut.ports.dispatch import Dispatch
from dropcut.ports.folder import Folder
from dropcut.ports.ledger import Ledger

PAGE = Path(__file__).parents[3] / "docs" / "scale.md"
MINUTE = 60_000
SHARED = ("jobs", "turns", "wakes", "groups")


@cache
def an_hour() -> Tally:
    return Paper(Setting()).first_run()


def short(segments: int) -> Setting:
    return Setting(clips=3, sizes=Sizes(groups=4, segments=segments, chunks=2 * segments))


@cache
def first_run(segments: int) -> Tally:
    return Paper(short(segments)).first_run()


@pytest.mark.parametrize(
    ("kind", "at_most"),
    [
        (Kind.READ, 50_000),
        (Kind.WRITE, 35_000),
        (Kind.DELETE, 2_700),
        (Kind.MESSAGE, 2_800),
        (Kind.CLASS_A, 2_500),
        (Kind.CLASS_B, 3_400),
    ],
)
def test_an_hour_of_600_segments_and_1200_chunks_stays_within_its_counts(kind: Kind, at_most: int) -> None:
    assert 0.9 * at_most < an_hour().total()[kind] <= at_most


def test_the_page_on_scale_tells_these_counts_to_a_twentieth() -> None:
    (row,) = (line for line in PAGE.read_text().splitlines() if line.startswith("| the first run  "))
    *counts, dollars = (cell.strip().replace(",", "") for cell in row.strip("| ").split("|")[1:])
    assert [int(count) for count in counts] == pytest.approx([an_hour().total()[kind] for kind in Kind], rel=0.05)
    assert float(dollars.lstrip("$")) == pytest.approx(float(price(an_hour().total())), rel=0.05)


def test_an_hour_of_bookkeeping_costs_less_than_seven_cents() -> None:
    assert price(an_hour().total()) < 0.07


def test_nothing_is_begun_or_finished_twice_when_nothing_goes_wrong() -> None:
    tally = an_hour()
    tasks = tally.calls["Ledger.finish"]
    assert tally.by_call["Ledger.claim", Kind.WRITE] == tasks == tally.by_collection["wishes", Kind.WRITE]
    assert tally.by_collection["messages", Kind.MESSAGE] < 1.05 * tasks


def test_a_shard_more_costs_the_same_however_many_there_are() -> None:
    small, middle, large = (_without_renewals(first_run(segments)) for segments in (20, 40, 60))
    for kind in (Kind.READ, Kind.WRITE, Kind.DELETE, Kind.CLASS_A):
        assert large[kind] - middle[kind] == pytest.approx(middle[kind] - small[kind], rel=0.1), kind


def test_a_shard_costs_seven_reads_four_writes_and_one_delete_beside_its_renewals() -> None:
    small, large = _without_renewals(first_run(20)), _without_renewals(first_run(60))
    shards = 40 * 4
    assert {kind: round((large[kind] - small[kind]) / shards) for kind in (Kind.READ, Kind.WRITE, Kind.DELETE)} == {
        Kind.READ: 7,
        Kind.WRITE: 4,
        Kind.DELETE: 1,
    }


def test_no_document_that_many_share_is_written_more_often_for_more_shards() -> None:
    for collection in SHARED:
        assert _most_written(first_run(60), collection) <= _most_written(first_run(20), collection) + 3


def test_no_document_is_written_more_than_once_a_second_for_a_minute_by_fifty_workers() -> None:
    assert max(most_within(moments, MINUTE) for moments in an_hour().writes.values()) <= MINUTE / 1_000


def test_an_edit_of_one_line_writes_in_proportion_to_the_edit_alone() -> None:
    paper = Paper(short(60))
    first, edit = paper.first_run(), paper.edit_one_line()
    assert edit.calls["Ledger.finish"] < 20
    assert edit.total()[Kind.WRITE] < 0.2 * first.total()[Kind.WRITE]


def test_a_sweep_of_what_is_done_costs_a_handful_of_reads() -> None:
    paper = Paper(short(4))
    paper.first_run()
    sweep = paper.idle_sweep().total()
    assert sweep[Kind.READ] < 10
    assert (sweep[Kind.WRITE], sweep[Kind.MESSAGE], sweep[Kind.CLASS_A]) == (0, 0, 1)


@pytest.mark.parametrize(
    ("port", "costs"), [(Ledger, LedgerCosts), (Blobs, BlobsCosts), (Folder, FolderCosts), (Dispatch, DispatchCosts)]
)
def test_every_call_of_a_port_has_a_cost(port: type, costs: type) -> None:
    assert _public(port) == _public(costs)


def test_a_call_is_counted_and_answered_as_before() -> None:
    tally, before = Tally(lambda: Instant(5)), list[str]()
    counted = Counted({"a": 1}, _GetCosts(), tally, before.append)
    assert counted.get("a") == 1
    assert (tally.calls["_Get.get"], tally.total()[Kind.READ], before) == (1, 1, ["get"])


def test_the_most_within_a_window_is_found_anywhere_in_it() -> None:
    assert most_within([0, 5, 999, 1_000, 1_001, 5_000], 1_000) == 4


class _GetCosts:
    def get(self, _answer: int, what: str) -> list[Touch]:
        return [Touch(Kind.READ, f"things/{what}")]


def _public(kind: type) -> set[str]:
    return {name for name in vars(kind) if not name.startswith("_")}


def _without_renewals(tally: Tally) -> dict[Kind, int]:
    whole = tally.total()
    return {kind: whole[kind] - tally.by_call["Ledger.renew", kind] for kind in Kind}


def _most_written(tally: Tally, collection: str) -> int:
    return max(len(moments) for what, moments in tally.writes.items() if what.startswith(f"{collection}/"))
