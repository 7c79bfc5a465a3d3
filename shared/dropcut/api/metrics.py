"""Figures of this process and of its home. Nothing in them names an owner, a drop or a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from threading import Lock
from typing import Final

from dropcut import __version__
from dropcut.telemetry.metrics import ABOUT, ANSWERS, REQUESTS, STREAMS
from dropcut.telemetry.samples import Sample, observed

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counts requests, and asks `home` for whatever else there is to tell."""

    def __init__(self, home: Callable[[], Iterable[Sample]] = tuple) -> None:
        self._home = home
        self._lock = Lock()
        self._counted = defaultdict[tuple[str, tuple[str, ...], str], float](float)
        self._streams = 0

    def request(self, method: str, route: str, status: int, took_s: float) -> None:
        """One was answered."""
        with self._lock:
            self._counted[REQUESTS.name, (method, route, str(status)), ""] += 1
            for sample in observed(ANSWERS, (), took_s):
                self._counted[sample.metric, sample.labels, sample.part] += sample.value

    def streams(self, count: int) -> None:
        """So many event streams are open."""
        self._streams = count

    def text(self) -> bytes:
        """All of it, as Prometheus reads it. Raises what the home raises."""
        from dropcut.telemetry.exposition import text_of  # noqa: PLC0415 - few processes are ever asked

        return text_of((*self._own(), *self._home()))

    def _own(self) -> Iterator[Sample]:
        yield Sample(ABOUT.name, (__version__,), 1)
        yield Sample(STREAMS.name, (), self._streams)
        with self._lock:
            counted = dict(self._counted)
        for (metric, labels, part), value in counted.items():
            yield Sample(metric, labels, value, part)
