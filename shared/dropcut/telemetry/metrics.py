"""THE table of metrics: what is counted, under which name, and from which line of the log Cloud Monitoring counts the same.

`python -m dropcut.telemetry.listing` writes terraform/modules/observability/metrics.json from it. A test fails when that is
stale, and when a dashboard or an alert names what is not here. No label ever holds an owner, a drop or a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

ATTEMPT, JOB, SWEEP = "attempt ended", "job at rest", "swept"
"""What lines say from which metrics of Cloud Monitoring are made."""

_REQUESTS_S: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 10.0)
_WORK_S: Final = (0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 180.0, 540.0, 1800.0, 3600.0)
_JOBS_S: Final = (5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 14400.0, 86400.0)


@dataclass(frozen=True)
class Logged:
    """Where Cloud Monitoring finds it: a line of the log, and the field of it that is counted; else the line itself."""

    message: str
    field: str = ""


@dataclass(frozen=True)
class Metric:
    """One of them, as Prometheus knows it."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    told: str
    labels: tuple[str, ...] = ()
    bounds: tuple[float, ...] = ()
    """Of a histogram: the highest value of each bucket but the last, which has none."""
    logged: Logged | None = None
    unit: str = "1"

    @property
    def short(self) -> str:
        """Its name in Cloud Monitoring, behind `logging.googleapis.com/user/PREFIX/`."""
        return self.name.removeprefix("dropcut_").removesuffix("_total")

    def logged_as(self, message: str) -> bool:
        """Whether it is found in lines that say this."""
        return self.logged is not None and self.logged.message == message


def _from(message: str, field: str = "") -> Logged:
    return Logged(message, field)


ATTEMPTS: Final = Metric(
    "dropcut_attempts_total",
    "counter",
    "Attempts of tasks that ended, by step and outcome: done, retried, failed, stopped or lost.",
    ("step", "outcome"),
    logged=_from(ATTEMPT),
)
QUEUE: Final = Metric(
    "dropcut_queue_seconds",
    "histogram",
    "How long tasks waited between when they could first be claimed and when they were.",
    ("step",),
    _WORK_S,
    _from(ATTEMPT, "queue_seconds"),
    "s",
)
WORK: Final = Metric(
    "dropcut_work_seconds",
    "histogram",
    "How long attempts of tasks took.",
    ("step",),
    _WORK_S,
    _from(ATTEMPT, "work_seconds"),
    "s",
)
GPU: Final = Metric(
    "dropcut_gpu_seconds_total",
    "counter",
    "Seconds that attempts of steps which ask for a GPU held a machine that has one.",
    ("step",),
    logged=_from(ATTEMPT, "gpu_seconds"),
    unit="s",
)
FOOTAGE: Final = Metric(
    "dropcut_footage_seconds_total",
    "counter",
    "Seconds of footage or programme that attempts went through: by seconds of work, how many times faster than it plays.",
    ("step",),
    logged=_from(ATTEMPT, "footage_seconds"),
    unit="s",
)
JOBS_ENDED: Final = Metric(
    "dropcut_job_seconds",
    "histogram",
    "How long revisions of jobs took until they came to rest: done, failed or held.",
    ("state",),
    _JOBS_S,
    _from(JOB, "job_seconds"),
    "s",
)
COST: Final = Metric(
    "dropcut_cost_total",
    "counter",
    "What revisions of jobs cost that came to rest, by the table of prices.",
    ("currency",),
    logged=_from(JOB, "cost"),
)
WORKING: Final = Metric("dropcut_jobs", "gauge", "Jobs by state.", ("state",), logged=_from(SWEEP, "jobs"))
OPEN: Final = Metric("dropcut_tasks", "gauge", "Tasks that jobs wait for, by step and state.", ("step", "state"))
OLDEST_TASK: Final = Metric(
    "dropcut_oldest_task_seconds",
    "gauge",
    "How long the task has run or waited that did so longest.",
    logged=_from(SWEEP, "oldest_task_seconds"),
    unit="s",
)
OLDEST_JOB: Final = Metric(
    "dropcut_oldest_job_seconds",
    "gauge",
    "How long ago the oldest revision began that is still worked on.",
    logged=_from(SWEEP, "oldest_job_seconds"),
    unit="s",
)
SENT_AGAIN: Final = Metric(
    "dropcut_sent_again_total", "counter", "Tasks and jobs that nobody looked after.", logged=_from(SWEEP, "sent_again")
)
SWEPT: Final = Metric("dropcut_last_sweep_timestamp_seconds", "gauge", "When the last sweep ended, since 1970.", unit="s")
SWEEPS: Final = Metric("dropcut_sweeps_total", "counter", "Sweeps that ended.", logged=_from(SWEEP))
REQUESTS: Final = Metric(
    "dropcut_http_requests_total", "counter", "Requests that were answered.", ("method", "route", "status")
)
ANSWERS: Final = Metric("dropcut_http_seconds", "histogram", "How long answers took.", bounds=_REQUESTS_S, unit="s")
STREAMS: Final = Metric("dropcut_event_streams", "gauge", "Event streams that are open.")
ABOUT: Final = Metric("dropcut_info", "gauge", "Always 1; which Dropcut this is.", ("version",))

METRICS: Final = (
    ATTEMPTS, QUEUE, WORK, GPU, FOOTAGE, JOBS_ENDED, COST, WORKING, OPEN, OLDEST_TASK, OLDEST_JOB, SENT_AGAIN, SWEPT, SWEEPS,
    REQUESTS, ANSWERS, STREAMS, ABOUT,
)  # fmt: skip
