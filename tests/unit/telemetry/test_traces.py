"""One trace a job and revision, whoever works on it; nothing where nobody asked for any."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dropcut.domain.errors import Permanent, Retryable
from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from dropcut.engine import jobs
from dropcut.engine.unwatched import NoTraces
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools
from dropcut.ports.traces import Trace, Traces
from dropcut.telemetry.starting import Who, traces_from
from tests.unit.engine.small_home import JOB, NO_QUIET, SmallHome, row
from tests.unit.telemetry.collector import Collector, collecting


def once_busy(tools: Tools, text: str) -> str:
    if not TROUBLE:
        TROUBLE.append(text)
        raise Retryable("The disk was busy.", "Wait.")
    tools.pulse()
    return text


def refused(_tools: Tools, text: str) -> str:
    raise Permanent(f"{text} cannot be used.", "Bring another.")


TROUBLE: list[str] = []


def tried_twice(_drop: Drop, do: Do) -> object:
    return do(once_busy, "a secret take")


def never_done(_drop: Drop, do: Do) -> object:
    return do(refused, "a secret take")


@pytest.fixture
def collector() -> Iterator[Collector]:
    TROUBLE.clear()
    with collecting() as listening:
        yield listening


def told_to(collector: Collector, home: str = "here") -> Traces:
    """As `wiring` makes it. The exporter itself reads the address from the environment of its process."""
    os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.address
    try:
        return traces_from(os.environ, Who(home, "test", "one"))
    finally:
        del os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"]


def watched(small: SmallHome, traces: Traces) -> SmallHome:
    small.home = replace(small.home, traces=traces)
    small.folder.drop_file(JOB, "take1.mp4", b"la")
    return small


def test_a_job_is_one_trace_and_each_attempt_is_told(collector: Collector) -> None:
    traces = told_to(collector)
    small = watched(SmallHome(tried_twice, row(once_busy)), traces)
    small.submit()
    small.later(2_000)
    traces.close()
    assert small.job.state is JobState.DONE
    (whole,) = collector.named("job")
    assert {span.trace for span in collector.spans} == {whole.trace}
    assert {span.parent for span in collector.spans if span is not whole} == {whole.span}
    assert whole.parent == ""
    assert [(each.about["dropcut.outcome"], each.bad) for each in collector.named("attempt")] == [
        ("retried", True),
        ("done", False),
    ]
    assert collector.named("turn")
    assert (whole.about["dropcut.state"], whole.bad) == ("done", False)


def test_nothing_that_is_told_names_an_owner_a_drop_or_what_they_wrote(collector: Collector) -> None:
    traces = told_to(collector)
    watched(SmallHome(never_done, row(refused)), traces).submit()
    traces.close()
    assert collector.named("attempt")
    for name in ("ann", "holiday", "secret", "take1"):
        assert name not in repr(collector.spans)


def test_the_next_revision_is_another_trace_and_so_is_another_home(collector: Collector) -> None:
    for home in ("here", "there"):
        TROUBLE[:] = ["once"]
        traces = told_to(collector, home)
        small = watched(SmallHome(tried_twice, row(once_busy)), traces)
        small.submit()
        small.folder.drop_file(JOB, "take2.mp4", b"lo")
        jobs.submit(small.home, JOB, NO_QUIET)
        small.work()
        traces.close()
    wholes = collector.named("job")
    assert len(wholes) == len({whole.trace for whole in wholes}) == 4


def test_who_failed_says_so(collector: Collector) -> None:
    traces = told_to(collector)
    watched(SmallHome(never_done, row(refused)), traces).submit()
    traces.close()
    assert [span.bad for span in collector.named("job")] == [True]
    assert [span.about["dropcut.outcome"] for span in collector.named("attempt")] == ["failed"]


def test_what_sent_a_message_is_linked(collector: Collector) -> None:
    cause = Trace(id="4bf92f3577b34da6a3ce929d0e0e4736", span="00f067aa0ba902b7", sampled=True)
    traces = told_to(collector)
    small = watched(SmallHome(tried_twice, row(once_busy)), traces)
    with traces.caused_by(lambda: cause):
        assert traces.here() == cause
        small.submit()
    assert traces.here() is None
    traces.close()
    assert {link for span in collector.named("turn") for link in span.links} == {(cause.id, cause.span)}


def test_two_jobs_that_want_one_task_are_told_of_each_other(collector: Collector) -> None:
    traces = told_to(collector)
    small = watched(SmallHome(never_done, row(refused)), traces)
    other = JobId(JOB.owner, "wedding")
    small.folder.drop_file(other, "take1.mp4", b"la")
    for drop in (JOB, other):
        jobs.submit(small.home, drop, NO_QUIET)
    advances = [message for message in small.dispatch.receive(10) if message.kind == "advance"]
    for message in advances:
        small.deliver(message)
    small.work()
    traces.close()
    (attempt,) = collector.named("attempt")
    wholes = {span.trace for span in collector.named("job")}
    assert {attempt.trace, *(trace for trace, _ in attempt.links)} == wholes
    assert len(wholes) == 2


def test_of_some_traces_that_are_kept_each_is_whole(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "parentbased_traceidratio")
    monkeypatch.setenv("OTEL_TRACES_SAMPLER_ARG", "0.5")
    for number in range(12):
        TROUBLE[:] = ["once"]
        traces = told_to(collector, f"home {number}")
        watched(SmallHome(tried_twice, row(once_busy)), traces).submit()
        traces.close()
    kept = {span.trace for span in collector.spans}
    assert 0 < len(kept) < 12
    for trace in kept:
        names = {span.name.partition(" ")[0] for span in collector.spans if span.trace == trace}
        assert names == {"job", "turn", "attempt"}


def test_where_nobody_asked_nothing_is_told_and_nothing_loaded() -> None:
    assert isinstance(traces_from({}, Who("here", "test", "one")), NoTraces)
    off = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "OTEL_SDK_DISABLED": "true"}
    assert isinstance(traces_from(off, Who("here", "test", "one")), NoTraces)
    program = (
        "import sys; from dropcut.telemetry.starting import Who, traces_from; traces_from({}, Who('', '', ''));"
        "print([name for name in sys.modules if name.startswith(('opentelemetry', 'prometheus', 'sentry'))])"
    )
    assert subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout == "[]\n"


def test_a_collector_that_is_gone_stops_no_work_and_holds_up_no_end() -> None:
    os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9"
    try:
        traces = traces_from(os.environ, Who("here", "test", "one"))
    finally:
        del os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"]
    TROUBLE[:] = ["once"]
    small = watched(SmallHome(tried_twice, row(once_busy)), traces)
    small.submit()
    traces.close()
    assert small.job.state is JobState.DONE


@pytest.mark.parametrize("text", ["", "00-x", "00-" + "0" * 32, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n"])
def test_what_is_no_traceparent_is_none(text: str) -> None:
    assert Trace.parse(text) is None
