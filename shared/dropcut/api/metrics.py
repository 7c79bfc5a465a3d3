"""Figures of this process, in the text form that Prometheus reads. Nothing in them names an owner, a drop or a person."""

from __future__ import annotations

from collections import Counter
from threading import Lock
from typing import Final

_BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """Counters, told as text."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._slower: Counter[float] = Counter()
        self._seconds = 0.0
        self._streams = 0

    def request(self, method: str, route: str, status: int, took_s: float) -> None:
        """One was answered."""
        with self._lock:
            self._requests[method, route, status] += 1
            self._seconds += took_s
            self._slower[next((bound for bound in _BOUNDS if took_s <= bound), float("inf"))] += 1

    def streams(self, count: int) -> None:
        """So many event streams are open."""
        self._streams = count

    def text(self) -> str:
        """All of it."""
        with self._lock:
            lines = ["# TYPE dropcut_http_requests_total counter"]
            lines += [
                f'dropcut_http_requests_total{{method="{method}",route="{_escaped(route)}",status="{status}"}} {count}'
                for (method, route, status), count in sorted(self._requests.items())
            ]
            lines += ["# TYPE dropcut_http_seconds histogram", *self._histogram()]
            lines += ["# TYPE dropcut_event_streams gauge", f"dropcut_event_streams {self._streams}"]
        return "\n".join(lines) + "\n"

    def _histogram(self) -> list[str]:
        lines, total = list[str](), 0
        for bound in (*_BOUNDS, float("inf")):
            total += self._slower[bound]
            lines.append(f'dropcut_http_seconds_bucket{{le="{"+Inf" if bound == float("inf") else bound}"}} {total}')
        return [*lines, f"dropcut_http_seconds_sum {self._seconds:.6f}", f"dropcut_http_seconds_count {total}"]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
