"""Traces by OpenTelemetry. See `dropcut.ports.traces.Traces`.

Of a job at one revision both the trace's id and that of its outermost span follow from their names: whoever works for it can
say so at once, and whoever sees it end tells of that span. Nothing that is told names an owner, a drop or a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from typing import Final

from opentelemetry.context import Context
from opentelemetry.sdk.trace import Span as SdkSpan
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import Decision
from opentelemetry.trace import (
    Link,
    NonRecordingSpan,
    Span,
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
    get_current_span,
    set_span_in_context,
)
from structlog.contextvars import bound_contextvars

from dropcut import __version__
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import JobId
from dropcut.domain.tasks import Claimed
from dropcut.domain.values import Instant
from dropcut.ports.figures import Outcome
from dropcut.ports.traces import Cause, Trace

_NANOS: Final = 1_000_000
_FLUSH_MS: Final = 2_000
_BAD: Final = frozenset({Outcome.FAILED, Outcome.RETRIED})

Ids = tuple[int, int]


class ChosenIds(RandomIdGenerator):
    """Random ids, but for a span whose ids are said beforehand."""

    def __init__(self) -> None:
        self._chosen: ContextVar[Ids | None] = ContextVar("chosen ids", default=None)

    @contextmanager
    def of(self, ids: Ids) -> Iterator[None]:
        """What begins inside the block has these."""
        token = self._chosen.set(ids)
        try:
            yield
        finally:
            self._chosen.reset(token)

    def generate_trace_id(self) -> int:
        """Chosen, or random."""
        chosen = self._chosen.get()
        return chosen[0] if chosen else super().generate_trace_id()

    def generate_span_id(self) -> int:
        """Chosen, or random."""
        chosen = self._chosen.get()
        return chosen[1] if chosen else super().generate_span_id()


class Spans:
    """Tells `provider`, which must take its ids from `ids`. `home` tells this home from every other."""

    def __init__(self, provider: TracerProvider, ids: ChosenIds, home: str) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("dropcut", __version__)
        self._ids = ids
        self._home = home
        self._cause: ContextVar[Trace | None] = ContextVar("cause", default=None)

    @contextmanager
    def turn(self, job: Job) -> Iterator[None]:
        """A span below the job's own."""
        root = self._root(job.id, job.revision)
        with self._span("turn", root, {"dropcut.revision": job.revision}, self._causes(root)):
            yield

    @contextmanager
    def attempt(self, claim: Claimed) -> Iterator[Callable[[Outcome], None]]:
        """A span below that of the first job that wants it; the others' are linked."""
        task, wishers = claim.task, claim.wishers
        roots = [self._root(wisher.job, wisher.revision) for wisher in wishers]
        about: dict[str, str | int] = {
            "dropcut.step": task.id.step,
            "dropcut.key": task.id.key,
            "dropcut.epoch": task.epoch,
            "dropcut.waited_ms": claim.waited,
        }
        links = [*self._causes(roots[0] if roots else None), *map(Link, roots[1:])]
        with self._span(f"attempt {task.id.step}", roots[0] if roots else None, about, links) as span:
            yield lambda outcome: _close(span, outcome)

    def ended(self, job: Job) -> None:
        """The job's own span, from when its revision began."""
        if job.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED} and job.ended is not None:
            with self._ids.of(_ids(self._home, job.id, job.revision)):
                span = self._tracer.start_span("job", Context(), SpanKind.INTERNAL, start_time=_nanos(job.revised))
            span.set_attributes({"dropcut.revision": job.revision, "dropcut.state": job.state.value})
            if job.state is JobState.FAILED:
                span.set_status(Status(StatusCode.ERROR))
            span.end(_nanos(job.ended))

    @contextmanager
    def caused_by(self, cause: Cause) -> Iterator[None]:
        """Remembered for what begins inside."""
        token = self._cause.set(cause())
        try:
            yield
        finally:
            self._cause.reset(token)

    def here(self) -> Trace | None:
        """The span that this thread is in, or else what this was begun for."""
        context = get_current_span().get_span_context()
        return _trace(context) if context.is_valid else self._cause.get()

    def flush(self) -> None:
        """Whoever collects them may be slow: what could not be handed over in time is told later, or never."""
        self._provider.force_flush(_FLUSH_MS)

    def close(self) -> None:
        """The same, and no more after that."""
        self._provider.force_flush(_FLUSH_MS)
        self._provider.shutdown()

    @contextmanager
    def _span(
        self, name: str, parent: SpanContext | None, about: dict[str, str | int], links: Sequence[Link]
    ) -> Iterator[Span]:
        """A span, and the log's lines inside it name it."""
        context = Context() if parent is None else set_span_in_context(NonRecordingSpan(parent), Context())
        quietly = {"record_exception": False, "set_status_on_exception": False}
        began = self._tracer.start_as_current_span(name, context, SpanKind.CONSUMER, about, links, **quietly)
        with began as span, bound_contextvars(trace=_trace(span.get_span_context())):
            yield span

    def _causes(self, own: SpanContext | None) -> list[Link]:
        """What sent the message that this was begun for, when it was somebody else than the job itself."""
        cause = self._cause.get()
        if cause is None or not cause.span:
            return []
        flags = TraceFlags(int(cause.sampled))
        context = SpanContext(int(cause.id, 16), int(cause.span, 16), is_remote=True, trace_flags=flags)
        same = own is not None and (context.trace_id, context.span_id) == (own.trace_id, own.span_id)
        return [] if same or not context.is_valid else [Link(context)]

    def _root(self, job: JobId, revision: int) -> SpanContext:
        """The job's own span, which is told when the job has ended: kept, or not, as all that is below it."""
        trace, span = _ids(self._home, job, revision)
        kept = self._provider.sampler.should_sample(None, trace, "job").decision is Decision.RECORD_AND_SAMPLE
        return SpanContext(trace, span, is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED if kept else 0))


def _close(span: Span, outcome: Outcome) -> None:
    span.set_attribute("dropcut.outcome", outcome.value)
    if outcome in _BAD and isinstance(span, SdkSpan):
        span.set_status(Status(StatusCode.ERROR))


def _ids(home: str, job: JobId, revision: int) -> Ids:
    told = sha256("\0".join(("dropcut trace", home, job.owner, job.name, str(revision))).encode()).digest()
    return int.from_bytes(told[:16]) or 1, int.from_bytes(told[16:24]) or 1


def _trace(context: SpanContext) -> Trace:
    return Trace(id=f"{context.trace_id:032x}", span=f"{context.span_id:016x}", sampled=context.trace_flags.sampled)


def _nanos(instant: Instant) -> int:
    return instant * _NANOS
