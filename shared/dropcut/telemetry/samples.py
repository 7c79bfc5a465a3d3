"""Figures on their way to whoever asks: numbers under the names of the table of metrics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from dropcut.domain.values import Millis
from dropcut.ports.figures import Attempted, Ended, Outcome, Swept
from dropcut.telemetry.metrics import (
    ATTEMPTS,
    COST,
    FOOTAGE,
    GPU,
    JOBS_ENDED,
    QUEUE,
    SENT_AGAIN,
    SWEEPS,
    WORK,
    Metric,
)

SUM = "sum"
LAST = float("inf")


class Sample(NamedTuple):
    """One number. Of a histogram: how many values fell into a bucket, by its bound, or their sum."""

    metric: str
    labels: tuple[str, ...]
    value: float
    part: str = ""
    """Of a histogram: the bound of a bucket as text, or `sum`. Empty for anything else."""


def observed(metric: Metric, labels: tuple[str, ...], value: float) -> Iterator[Sample]:
    """One value of a histogram."""
    bound = next((bound for bound in metric.bounds if value <= bound), LAST)
    yield Sample(metric.name, labels, 1, part_of(bound))
    yield Sample(metric.name, labels, value, SUM)


def part_of(bound: float) -> str:
    """A bucket's bound, as it is kept."""
    return "+Inf" if bound == LAST else repr(bound)


def of_attempt(attempt: Attempted, *, card: bool) -> Iterator[Sample]:
    """What an attempt adds. `card`: whether this machine has a GPU."""
    step = (attempt.step,)
    yield Sample(ATTEMPTS.name, (attempt.step, attempt.outcome.value), 1)
    yield from observed(QUEUE, step, seconds(attempt.waited))
    yield from observed(WORK, step, seconds(attempt.took))
    if card and attempt.card:
        yield Sample(GPU.name, step, seconds(attempt.took))
    if attempt.outcome is Outcome.DONE and attempt.footage:
        yield Sample(FOOTAGE.name, step, seconds(attempt.footage))


def of_end(job: Ended) -> Iterator[Sample]:
    """What a job that came to rest adds."""
    yield from observed(JOBS_ENDED, (job.state.value,), seconds(job.took))
    if job.cost is not None:
        yield Sample(COST.name, (job.currency,), float(job.cost))


def of_sweep(sweep: Swept) -> Iterator[Sample]:
    """What a sweep adds."""
    yield Sample(SWEEPS.name, (), 1)
    yield Sample(SENT_AGAIN.name, (), sweep.again)


def seconds(millis: Millis) -> float:
    """As metrics are told."""
    return millis / 1000


def added(samples: Iterable[Sample]) -> list[Sample]:
    """The same, with one for each series."""
    ordered = sorted(samples, key=_series)
    return [Sample(*name[:2], sum(each.value for each in group), name[2]) for name, group in groupby(ordered, _series)]


def _series(sample: Sample) -> tuple[str, tuple[str, ...], str]:
    return sample.metric, sample.labels, sample.part
