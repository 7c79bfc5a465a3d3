"""JSON lines, a document of `dropcut/progress@1` each, for programs."""

from __future__ import annotations

from typing import TextIO

from dropcut.local.showing.shown import Shown


class Lines:
    """See `Display`."""

    pause_s = 0.5

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._last: Shown | None = None

    def show(self, shown: Shown) -> None:
        """Write a line, unless nothing but the time that is left is new."""
        timeless = shown.model_copy(update={"left_s": None})
        if timeless != self._last:
            self._last = timeless
            print(shown.dumped().decode(), file=self._out, flush=True)

    def close(self) -> None:
        """There is nothing to put back."""


class Nothing:
    """See `Display`: shows nothing."""

    pause_s = 3600.0

    def show(self, shown: Shown) -> None:
        """Look away."""

    def close(self) -> None:
        """There is nothing to put back."""
