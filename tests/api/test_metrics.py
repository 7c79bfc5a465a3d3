"""`/metrics` is what Prometheus reads: of this process, and of the home as its ledger has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from dropcut import __version__
from dropcut.domain.values import Millis
from dropcut.telemetry.metrics import METRICS
from tests.api.benches import Bench, bench


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def told(at: Bench) -> dict[tuple[str, ...], float]:
    answer = at.client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    samples = [sample for family in text_string_to_metric_families(answer.text) for sample in family.samples]
    return {(each.name, *sorted(each.labels.values())): each.value for each in samples}


def test_prometheus_reads_all_of_it(at: Bench) -> None:
    families = {family.name for family in text_string_to_metric_families(at.client.get("/metrics").text)}
    assert families == {metric.name.removesuffix("_total") for metric in METRICS}


def test_requests_are_counted_by_what_was_asked_and_never_by_what_somebody_typed(at: Bench) -> None:
    at.client.get("/health")
    at.client.get("/v1/jobs/ann/a-secret-name")
    read = told(at)
    assert read["dropcut_http_requests_total", "/health", "200", "GET"] == 1
    assert read["dropcut_http_requests_total", "/v1/jobs/{owner}/{name}", "404", "GET"] == 1
    assert read["dropcut_http_seconds_count",] == 2
    assert read["dropcut_info", __version__] == 1
    assert not [name for name in read if "secret" in repr(name)]


def test_the_home_is_told_as_its_ledger_has_it(at: Bench) -> None:
    at.client.post("/v1/drops", json={"owner": "ann", "name": "holiday"}).raise_for_status()
    at.small.clock.sleep(Millis(90_000))
    read = told(at)
    assert (read["dropcut_jobs", "working"], read["dropcut_jobs", "done"]) == (1, 0)
    assert read["dropcut_oldest_job_seconds",] == 90
    at.done()
    assert told(at)["dropcut_jobs", "working"] == 1, "who collects often reads the ledger seldom"
    at.small.clock.sleep(Millis(10_000))
    read = told(at)
    assert (read["dropcut_jobs", "working"], read["dropcut_jobs", "done"]) == (0, 1)
    assert read["dropcut_oldest_job_seconds",] == 0
