"""What is told to Prometheus, Grafana and Cloud Monitoring is in the table of metrics, and in their own language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from dropcut.domain.jobs import JobState
from dropcut.domain.values import Millis
from dropcut.ports.figures import Attempted, Ended, Outcome, Swept
from dropcut.telemetry.exposition import text_of
from dropcut.telemetry.listing import listed
from dropcut.telemetry.metrics import METRICS
from dropcut.telemetry.samples import of_attempt, of_end, of_sweep

ROOT = Path(__file__).parents[3]
MODULE = ROOT / "terraform" / "modules" / "observability"
BY_NAME = {metric.name: metric for metric in METRICS}
PERSONAL = {"owner", "drop", "job", "person", "name", "file", "path", "task"}
_OF_A_HISTOGRAM = re.compile(r"_(bucket|sum|count)$")


def attempt(outcome: Outcome = Outcome.DONE, took: int = 2_000) -> Attempted:
    return Attempted(step="upscale", outcome=outcome, waited=Millis(400), took=Millis(took), card=True, footage=Millis(500))


def told() -> dict[tuple[str, tuple[str, ...]], float]:
    samples = [
        *of_attempt(attempt(), card=True),
        *of_attempt(attempt(Outcome.RETRIED, 90_000), card=True),
        *of_end(Ended(state=JobState.DONE, took=Millis(60_000))),
        *of_sweep(Swept(again=3)),
    ]
    families = text_string_to_metric_families(text_of(samples).decode())
    return {(each.name, tuple(sorted(each.labels.values()))): each.value for family in families for each in family.samples}


def test_prometheus_itself_reads_what_is_told() -> None:
    read = told()
    assert read["dropcut_attempts_total", ("done", "upscale")] == 1
    assert read["dropcut_attempts_total", ("retried", "upscale")] == 1
    assert read["dropcut_gpu_seconds_total", ("upscale",)] == 92
    assert read["dropcut_footage_seconds_total", ("upscale",)] == 0.5
    assert read["dropcut_work_seconds_sum", ("upscale",)] == 92
    assert read["dropcut_work_seconds_bucket", ("5.0", "upscale")] == 1
    assert read["dropcut_work_seconds_bucket", ("+Inf", "upscale")] == read["dropcut_work_seconds_count", ("upscale",)] == 2
    assert read["dropcut_job_seconds_count", ("done",)] == 1
    assert read["dropcut_sent_again_total", ()] == 3


def test_every_metric_of_the_table_is_told_with_what_it_means() -> None:
    families = {family.name: family for family in text_string_to_metric_families(text_of(()).decode())}
    assert set(families) == {metric.name.removesuffix("_total") for metric in METRICS}
    for metric in METRICS:
        family = families[metric.name.removesuffix("_total")]
        assert (family.documentation, family.type) == (metric.told, metric.kind)


def test_a_machine_without_a_card_tells_of_no_gpu() -> None:
    assert not [sample for sample in of_attempt(attempt(), card=False) if "gpu" in sample.metric]


def test_no_label_is_about_a_person_and_none_has_many_values() -> None:
    labels = {label for metric in METRICS for label in metric.labels}
    assert not labels & PERSONAL
    assert labels <= {"step", "outcome", "state", "method", "route", "status", "version", "currency"}


def test_what_terraform_reads_is_the_table() -> None:
    assert (MODULE / "metrics.json").read_text() == listed(), "python -m dropcut.telemetry.listing > terraform/.../metrics.json"


def test_the_dashboard_for_grafana_names_only_metrics_that_there_are() -> None:
    board = json.loads((MODULE / "grafana" / "dropcut.json").read_text())
    used = {name for expression in _expressions(board) for name in re.findall(r"\bdropcut_\w+", expression)}
    plain = {name if name in BY_NAME else _OF_A_HISTOGRAM.sub("", name) for name in used}
    assert plain <= BY_NAME.keys()
    assert plain == BY_NAME.keys(), "a metric that nobody sees"
    for expression in _expressions(board):
        _labels_are_known(expression)


def _labels_are_known(expression: str) -> None:
    """Of what is grouped by, and of what is asked for."""
    names = re.findall(r"\bdropcut_\w+", expression)
    known = {label for name in names for label in BY_NAME[name if name in BY_NAME else _OF_A_HISTOGRAM.sub("", name)].labels}
    asked = {label for group in re.findall(r"by \(([^)]*)\)", expression) for label in re.split(r",\s*", group)}
    asked |= {
        label for braces in re.findall(r"\{([^}]*)\}", expression) for label in re.findall(r"(\w+)\s*(?:=~|=|!=)", braces)
    }
    assert asked <= known | {"le", "instance"}, expression


def _expressions(board: dict[str, Any]) -> Iterator[str]:
    for panel in board["panels"]:
        for target in panel["targets"]:
            yield target["expr"]


GOOGLES = {
    "logging.googleapis.com/log_entry_count",
    "pubsub.googleapis.com/subscription/num_undelivered_messages",
    "pubsub.googleapis.com/subscription/oldest_unacked_message_age",
    "run.googleapis.com/container/instance_count",
    "run.googleapis.com/container/startup_latencies",
    "run.googleapis.com/job/completed_execution_count",
    "run.googleapis.com/job/running_executions",
    "run.googleapis.com/request_count",
    "run.googleapis.com/request_latencies",
}
"""Those of Google's own that are used, as cloud.google.com/monitoring/api/metrics_gcp lists them."""


@pytest.mark.parametrize("file", sorted((MODULE / "dashboards").glob("*.json")), ids=lambda file: file.stem)
def test_a_dashboard_of_cloud_monitoring_names_only_metrics_that_there_are(file: Path) -> None:
    json.loads(file.read_text())
    names = _googles(file.read_text())
    assert names <= GOOGLES | {f"logging.googleapis.com/user/PREFIX/{entry['name']}" for entry in json.loads(listed())}
    assert names


def test_every_metric_of_cloud_monitoring_is_seen_on_some_dashboard() -> None:
    seen = set[str]().union(*(_googles(file.read_text()) for file in (MODULE / "dashboards").glob("*.json")))
    assert seen >= {f"logging.googleapis.com/user/PREFIX/{entry['name']}" for entry in json.loads(listed())}


def test_alerts_name_only_metrics_that_there_are() -> None:
    text = (MODULE / "alerts.tf").read_text()
    ours = set(re.findall(r"\$\{local\.user\}/(\w+)", text))
    assert ours <= {entry["name"] for entry in json.loads(listed())}
    assert set(re.findall(r'metric\.type = \\"((?!logging\.googleapis\.com/user)[\w./]+)\\"', text)) <= GOOGLES
    assert len(ours) > 3


def _googles(text: str) -> set[str]:
    """By filters, and by PromQL, in which a name is spelt in its own way."""
    found = set(re.findall(r'metric\.type=\\"([^"\\]+)\\"', text))
    spelt = re.findall(r"logging_googleapis_com:user_UNDERSCORED_(\w+?)_(?:sum|count|bucket)\{", text)
    return found | {f"logging.googleapis.com/user/PREFIX/{name}" for name in spelt}
