"""Numbers that are typed: `nan` and `inf` are none."""

from __future__ import annotations

from math import isfinite

import click


class Finite(click.FloatRange):
    """A number from so much to so much."""

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read what was typed."""
        number = float(super().convert(value, param, ctx))
        if not isfinite(number):
            self.fail(f"{value!r} is no number.", param, ctx)
        return number
