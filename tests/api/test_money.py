"""Quotes and budgets over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dropcut.api.app import make_app
from dropcut.domain.names import Owner
from dropcut.domain.tariffs import PriceTable, Tariff
from dropcut.engine.money.purse import Purse
from dropcut.local.memory.records import MemoryRecords
from tests.api.benches import Bench, bench
from tests.unit.engine.priced import TABLE, Knowing
from tests.unit.engine.small_home import JOB

WHERE = f"/v1/jobs/{JOB}"
MONTH = "/v1/owners/ann/budget"


@pytest.fixture
def priced(tmp_path: Path) -> Iterator[Bench]:
    """A bench whose home reckons."""
    with bench(tmp_path) as at:
        purse = Purse(MemoryRecords(at.small.clock.now), Tariff(table=TABLE), Knowing())
        at.small.home = replace(at.small.home, purse=lambda: purse)
        parts = replace(at.parts, home=at.small.home)
        app = make_app(parts)
        yield replace(at, parts=parts, app=app, client=TestClient(app, base_url=str(at.client.base_url)))


def test_a_job_is_quoted_and_nothing_is_run_for_it(priced: Bench) -> None:
    priced.done()
    priced.small.did()
    answer = priced.client.get(f"{WHERE}/quote")
    told = answer.json()
    assert (answer.status_code, told["job"], told["schema"], told["currency"]) == (200, "ann/holiday", "dropcut/quote@1", "USD")
    assert {step["step"]: step["there"] for step in told["steps"]} == {"measure": 1, "double": 1, "write_down": 1, "publish": 1}
    assert priced.small.did() == {}
    again = priced.client.get(f"{WHERE}/quote", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_what_is_not_there_is_not_quoted(priced: Bench) -> None:
    assert priced.client.get("/v1/jobs/ann/never/quote").status_code == 404


def test_a_home_where_nobody_reckons_says_so(at: Bench) -> None:
    where = at.done()
    assert at.client.get(f"{where}/quote").status_code == 404
    assert at.client.get(MONTH).status_code == 404
    assert at.client.get(where).json()["cost"] == {"seconds": 0.0, "amount": 0.0, "currency": "USD", "prices": ""}


def test_a_job_is_given_a_budget_and_loses_it_again(priced: Bench) -> None:
    priced.done()
    assert priced.client.put(f"{WHERE}/budget", json={"budget": "2.50 USD"}).json()["budget"] == "2.50 USD"
    assert priced.client.get(WHERE).json()["budget"] == "2.50 USD"
    assert priced.client.put(f"{WHERE}/budget", json={"budget": None}).json()["budget"] == ""


@pytest.mark.parametrize("said", ["much", "-1", "1e9", "5 EUR", "", "9" * 41])
def test_what_is_no_budget_is_refused_in_words(priced: Bench, said: str) -> None:
    priced.done()
    answer = priced.client.put(f"{WHERE}/budget", json={"budget": said})
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")


def test_a_job_that_was_held_over_its_budget_goes_on_when_it_is_raised(priced: Bench) -> None:
    priced.small.folder.drop_file(JOB, "take1.mp4", b"0123456789")
    priced.client.put(MONTH, json={"budget": "0 s"})
    purse = priced.small.home.purse()
    assert purse is not None
    purse.tariff = purse.tariff.model_copy(update={"table": _slow()})
    priced.client.post("/v1/drops", json={"owner": "ann", "name": "holiday"})
    priced.work()
    held = priced.client.get(WHERE).json()
    assert (held["state"], held["over_budget"]) == ("held", True)
    assert held["waiting_for"].startswith("It stopped before measure: 0 ms of the owner's budget for 1970-01")
    page = priced.client.get(f"/jobs/{JOB}").text
    assert 'id="costs"' in page
    assert "Still to come: about" in page
    assert "It stopped before measure" in page
    assert 'id="approve"' not in page
    refused = priced.client.post(f"{WHERE}/approve", json={"revision": held["revision"]})
    assert (refused.status_code, "is not made yet" in refused.json()["detail"]) == (409, True)
    priced.client.put(MONTH, json={"budget": "1 h"})
    priced.work()
    assert priced.client.get(WHERE).json()["state"] == "done"


def _slow() -> PriceTable:
    rows = tuple(row.model_copy(update={"start": 1_000}) if not row.step else row for row in TABLE.throughputs)
    return TABLE.model_copy(update={"throughputs": rows})


def test_an_owners_month_is_told(priced: Bench) -> None:
    assert priced.client.get(MONTH).json()["budget"] == ""
    told = priced.client.put(MONTH, json={"budget": "25"}).json()
    assert (told["owner"], told["month"], told["budget"], told["used"]) == ("ann", "1970-01", "25.00 USD", 0.0)
    purse = priced.small.home.purse()
    assert purse is not None
    assert purse.allowance(Owner("ann")) is not None
    assert priced.client.put(MONTH, json={"budget": None}).json()["budget"] == ""
