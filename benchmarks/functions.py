"""How soon functions answer: `python -m benchmarks.functions`.

How it is measured. Each function runs as it is deployed, under functions-framework in a process of its own, over the
emulators of this machine. Cold is from the start of the process to its first answer, an event that belongs to no drop, so that
clients and the table of steps are made and nothing is worked; warm is the same event again.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.tables import middle, ms, percentile, table
from tests.emulators.running import begin_run, end_run
from tests.entry_points.deployed import Deployment

_ROUNDS, _ASKED = 5, 300
_FUNCTIONS = ("advance", "sweep", "script", "transcribe")
_JSON = {"Content-Type": "application/json"}


def starts(deployment: Deployment) -> str:
    """Cold and warm answers."""
    rows = []
    for name in _FUNCTIONS:
        cold, warm = list[float](), list[float]()
        for _ in range(_ROUNDS):
            began = monotonic()
            with deployment.function(name) as function:
                function.post(*_nothing(deployment))
                cold.append(monotonic() - began)
                warm += [function.timed(*_nothing(deployment)) for _ in range(_ASKED // _ROUNDS)]
        rows.append((name, middle(cold, 2), ms(percentile(warm, 0.5)), ms(percentile(warm, 0.99))))
    return table(("function", "cold, s", "warm", "99th percentile"), rows)


def _nothing(deployment: Deployment) -> tuple[bytes, dict[str, str]]:
    """An object beside all drops."""
    kind = {"ce-type": "google.cloud.storage.object.v1.finalized"}
    return f'{{"bucket": "{deployment.inbox.name}", "name": "readme.txt"}}'.encode(), _JSON | kind


def main() -> None:
    """Measure, and print the table."""
    begin_run()
    try:
        with TemporaryDirectory(prefix="dropcut-bench-") as place:
            deployment = Deployment(Path(place))
            print(starts(deployment))
            deployment.close()
    finally:
        end_run()


if __name__ == "__main__":
    main()
