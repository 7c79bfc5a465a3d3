"""How much there is to do, how fast it was done before, and how long it will therefore take. All of it exact and pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from statistics import median
from typing import Annotated, ClassVar, Final

from pydantic import Field

from dropcut.domain.documents import Document
from dropcut.domain.time import Exact
from dropcut.domain.values import Count, Millis, Value

KEPT: Final = 60
"""Samples of one kind of work that are remembered, the newest: a machine changes, and so does what runs on it."""
_DOUBT: Final = Fraction(1, 4)
"""The table counts as much as a quarter of a sample."""
_ENOUGH: Final = 6
"""Samples from which on what a task takes by itself is told from what its size takes."""
_FAR_APART: Final = 2
"""How many times larger the largest of them must be than the smallest."""
_SHARE_OFF: Final = 10
"""A tenth of the samples at either end counts no more than the one next to it."""


class Unit(StrEnum):
    """What work is measured in."""

    TASK = "task"
    """Nothing: one takes as long as another."""
    SECOND = "second of sound"
    MEGAPIXEL = "million pixels"
    MEGABYTE = "megabyte"
    LINE = "line"
    TERA = "million million operations of a network"


class Work(Value):
    """How much one task has to do."""

    thousandths: Count = 0
    """Of a unit."""
    variant: str = ""
    """Which engine or encoder does it: two of them are never measured together."""


class Throughput(Value):
    """How fast a step is where nobody has measured it yet: a row of the price table."""

    step: str
    variant: str = ""
    unit: Unit = Unit.TASK
    start: Millis
    """Of each task, however small."""
    each: Exact = Fraction(0)
    """Milliseconds for each unit."""
    stored: Exact = Fraction(0)
    """Bytes that are kept for each unit."""
    since: str
    source: str


class Sample(Value):
    """One task that was done at its first attempt."""

    thousandths: Count
    millis: Annotated[Millis, Field(ge=0)]
    stored: Count = 0


class Measured(Document):
    """The newest samples of one kind of work, in one home. Another version of the step begins anew."""

    KIND: ClassVar[str] = "measured"

    step: str
    version: str
    variant: str = ""
    samples: tuple[Sample, ...] = ()
    count: Count = 0
    """How many there ever were."""

    def with_more(self, more: Sequence[Sample]) -> Measured:
        """The same with newer ones."""
        kept = (*self.samples, *more)[-KEPT:]
        return self.model_copy(update={"samples": kept, "count": self.count + len(more)})


class Pace(Value):
    """How fast one kind of work is expected to go here."""

    start: Exact
    each: Exact
    stored: Exact
    measured: Count = 0
    """How many tasks this rests on; 0: the table alone."""

    def millis(self, work: Work) -> Fraction:
        """Of one task."""
        return self.start + self.each * work.thousandths / 1000

    def bytes(self, work: Work) -> Fraction:
        """That one task keeps."""
        return self.stored * work.thousandths / 1000

    @property
    def low(self) -> Fraction:
        """Times what is likely: hardly ever less."""
        return Fraction(1, 2) if not self.measured else Fraction(3, 4) if self.measured < _ENOUGH else Fraction(4, 5)

    @property
    def high(self) -> Fraction:
        """Times what is likely: hardly ever more."""
        return Fraction(2) if not self.measured else Fraction(3, 2) if self.measured < _ENOUGH else Fraction(5, 4)


def pace_of(table: Throughput, measured: Measured | None, otherwise: Fraction = Fraction(1)) -> Pace:
    """What is to be expected: the table's proportions, moved to where the samples lie; with enough of them, theirs.

    `otherwise`: how many times slower than the table this machine is at other work; it stands while nothing is measured.

    Outliers are drawn in, so that one task on a busy machine moves little; yet the sum of all stays what it was, because a
    person waits for the sum.
    """
    samples = measured.samples if measured else ()
    if not samples:
        return Pace(start=table.start * otherwise, each=table.each * otherwise, stored=table.stored)
    start, each = _own(samples) or (Fraction(table.start), table.each)
    factor = _factor(start, each, samples)
    return Pace(start=start * factor, each=each * factor, stored=_stored(table.stored, samples), measured=len(samples))


def slower(table: Throughput, measured: Measured) -> Fraction:
    """How many times slower than the table a machine is at one kind of work."""
    return _factor(Fraction(table.start), table.each, measured.samples)


def _own(samples: Sequence[Sample]) -> tuple[Fraction, Fraction] | None:
    """What a task takes by itself, and for each unit; None where the samples cannot tell the two apart."""
    sizes = [sample.thousandths for sample in samples]
    if len(samples) < _ENOUGH or max(sizes) < _FAR_APART * max(1, min(sizes)):
        return None
    slopes = [
        Fraction(1000 * (b.millis - a.millis), b.thousandths - a.thousandths)
        for a, b in combinations(samples, 2)
        if a.thousandths != b.thousandths
    ]
    each = max(Fraction(0), median(slopes))
    start = max(Fraction(0), median(sample.millis - each * sample.thousandths / 1000 for sample in samples))
    return (start, each) if start or each else None


def _factor(start: Fraction, each: Fraction, samples: Sequence[Sample]) -> Fraction:
    """How many times longer the samples took than that says."""
    said = [max(Fraction(1), start + each * sample.thousandths / 1000) for sample in samples]
    ratios = sorted(Fraction(sample.millis) / expected for sample, expected in zip(samples, said, strict=True))
    off = len(ratios) // _SHARE_OFF
    lowest, highest = ratios[off], ratios[-1 - off]
    took = sum(
        (
            min(max(sample.millis / expected, lowest), highest) * expected
            for sample, expected in zip(samples, said, strict=True)
        ),
        Fraction(0),
    )
    shrunk = (len(samples) * took / sum(said) + _DOUBT) / (len(samples) + _DOUBT)
    return _rounded(shrunk)


def _stored(table: Fraction, samples: Sequence[Sample]) -> Fraction:
    units = sum(sample.thousandths for sample in samples)
    return _rounded(Fraction(1000 * sum(sample.stored for sample in samples), units)) if units else table


def _rounded(number: Fraction) -> Fraction:
    """Near enough, and short to write."""
    return number.limit_denominator(1_000_000)
