"""What `dropcut` tells whoever watches it: one trace of a whole job, and figures that are true of all its processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.e2e.driving import Stage, kill_all, soon
from tests.e2e.test_serve import Served
from tests.unit.telemetry.collector import Collector, collecting

WORDS = [f"word {number}" for number in range(8)]


class Told(Stage):
    """A stage whose processes tell a collector."""

    def __init__(self, folder: Path, collector: Collector) -> None:
        super().__init__(folder)
        self._collector = collector

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {"OTEL_EXPORTER_OTLP_ENDPOINT": self._collector.address}


@pytest.fixture
def collector() -> Iterator[Collector]:
    with collecting() as listening:
        yield listening


def test_a_whole_job_is_one_trace_across_processes(tmp_path: Path, collector: Collector) -> None:
    stage = Told(tmp_path, collector)
    stage.write("a.txt", *WORDS)
    done = stage.make("--workers", "2")
    assert done.returncode == 0, done.stderr
    (whole,) = collector.named("job")
    assert {span.trace for span in collector.spans} == {whole.trace}
    assert {span.parent for span in collector.spans if span is not whole} == {whole.span}
    steps = Counter(span.name.removeprefix("attempt ") for span in collector.named("attempt"))
    assert steps == Counter(line.split()[0] for line in stage.executions().elements())
    assert steps == {"read": 1, "shout": len(WORDS), "join": 1, "polish": 3, "publish": 1}
    assert {span.about["dropcut.outcome"] for span in collector.named("attempt")} == {"done"}
    workers = {span.instance for span in collector.named("attempt")}
    keepers = {span.instance for span in collector.named("turn")} | {whole.instance}
    assert len(workers) == 2
    assert len(keepers) == 1
    assert not workers & keepers
    delivered = collector.named("attempt publish")[-1]
    assert whole.began <= collector.named("attempt read")[0].began < delivered.ended <= whole.ended + 1_000_000_000
    lines = (stage.drop / ".dropcut" / "log" / "dropcut.jsonl").read_text()
    assert f"00-{whole.trace}-" in lines


def test_figures_of_a_home_are_those_of_all_its_processes_and_outlive_them(tmp_path: Path) -> None:
    served = Served(tmp_path)
    try:
        served.serve()
        served.write("a.txt", *WORDS)
        soon(served.delivery("song").exists)
        soon(lambda: figures(served).get(("dropcut_job_seconds_count", "done")))
        read = figures(served)
        steps = Counter(line.split()[0] for line in served.executions().elements())
        assert {labels[0]: value for (name, *labels), value in read.items() if name == "dropcut_attempts_total"} == steps
        assert read["dropcut_work_seconds_count", "shout"] == len(WORDS)
        assert read["dropcut_jobs", "done"] == 1
        assert read["dropcut_jobs", "working"] == 0
        kill_all(served.workers())
        served.write("b.txt", "another")
        soon(lambda: figures(served).get(("dropcut_job_seconds_count", "done")) == 2)
        assert figures(served)["dropcut_work_seconds_count", "shout"] == len(WORDS) + 1
    finally:
        served.process.kill()
        served.process.communicate()
        soon(served.nobody_is_left)


def figures(served: Served) -> dict[tuple[str, ...], float]:
    """What `/metrics` tells, by name and labels, but for outcomes."""
    address = served.said.read_text().partition(" are at ")[2].split()[0]
    with urlopen(f"{address}/metrics", timeout=30) as answer:  # noqa: S310 - ours
        told = answer.read().decode()
    families = text_string_to_metric_families(told)
    samples = [sample for family in families for sample in family.samples]
    return {(each.name, *(value for label, value in each.labels.items() if label != "outcome")): each.value for each in samples}
