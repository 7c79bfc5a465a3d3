"""Figures as text that Prometheus reads. The words of that text are its own library's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from prometheus_client import Metric as Family
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector, CollectorRegistry

from dropcut.telemetry.metrics import METRICS, Metric
from dropcut.telemetry.samples import LAST, SUM, Sample, added, part_of


def text_of(samples: Iterable[Sample]) -> bytes:
    """All of the table, those too of which there is nothing to tell yet."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Told(added(samples)))
    return generate_latest(registry)


class _Told(Collector):
    def __init__(self, samples: Iterable[Sample]) -> None:
        self._by_metric = defaultdict[str, list[Sample]](list)
        for sample in samples:
            self._by_metric[sample.metric].append(sample)

    def collect(self) -> Iterator[Family]:
        for metric in METRICS:
            yield _family(metric, self._by_metric[metric.name])


def _family(metric: Metric, samples: Iterable[Sample]) -> Family:
    if metric.kind == "histogram":
        return _histogram(metric, samples)
    kind = CounterMetricFamily if metric.kind == "counter" else GaugeMetricFamily
    family = kind(metric.name, metric.told, labels=metric.labels)
    for sample in samples:
        family.add_metric(sample.labels, sample.value)
    return family


def _histogram(metric: Metric, samples: Iterable[Sample]) -> Family:
    family = HistogramMetricFamily(metric.name, metric.told, labels=metric.labels)
    parts = defaultdict[tuple[str, ...], dict[str, float]](dict)
    for sample in samples:
        parts[sample.labels][sample.part] = sample.value
    for labels, told in parts.items():
        family.add_metric(labels, list(_buckets(metric, told)), told.get(SUM, 0.0))
    return family


def _buckets(metric: Metric, told: dict[str, float]) -> Iterator[tuple[str, float]]:
    """Each with all that fell below it, as Prometheus counts."""
    total = 0.0
    for bound in (*metric.bounds, LAST):
        total += told.get(part_of(bound), 0.0)
        yield part_of(bound), total
