"""A quote: what a job will take and cost, told before anything expensive runs, as a range and with what it rests on."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar, Final

from pydantic import Field

from dropcut.domain.documents import Document
from dropcut.domain.estimates import about, about_bytes, about_money
from dropcut.domain.money import money
from dropcut.domain.report import Figure
from dropcut.domain.values import Count, Value
from dropcut.domain.wording import count_of, seconds

_SAID: Final = Fraction(1, 10_000)
"""Less money than that is not worth a word."""


class Range(Value):
    """What is likely, and between what it hardly ever is not."""

    low: Figure
    likely: Figure
    high: Figure


class QuotedStep(Value):
    """What one step has still to do, and what of it is there already."""

    step: str
    to_do: Count
    there: Count
    """Tasks that are found done."""
    seconds: Range
    """Of work, of all tasks one after another."""
    bytes: Range
    """That are kept."""
    price: Range
    saved_seconds: Figure
    """What the tasks took that are there already."""
    saved_price: Figure
    measured: Count
    """How many tasks of this kind were measured here; 0: the price table alone says how long they take."""


class Quote(Document):
    """What `dropcut quote --json` prints, and the API answers."""

    KIND: ClassVar[str] = "quote"

    job: str = Field(examples=["ann/holiday"])
    revision: Count
    steps: tuple[QuotedStep, ...]
    """In the order of the recipe."""
    seconds: Range
    """Of work, of all tasks one after another."""
    elapsed: Range
    """From begin to end, with what can be done side by side here."""
    bytes: Range
    price: Range
    stored_price: Range
    """Of keeping what is made for a month; not in `price`."""
    saved_seconds: Figure
    """What was done before and need not be done again."""
    saved_price: Figure
    currency: str
    prices: str
    """The version of the price table: estimated list prices of that day."""
    region: str
    """Of the prices; empty on a machine of one's own."""
    complete: bool
    """Whether all of the work could be foreseen."""
    waits_for: str = ""
    rests_on: tuple[str, ...]
    """What the figures rest on, in sentences."""
    problems: tuple[str, ...] = ()
    """What could not be used, in sentences."""
    spent_seconds: Figure
    """What the job worked so far, at all its revisions."""
    spent: Figure
    """The same in money."""
    budget: str = ""
    """What it may spend, in words; empty where nobody said."""
    over: str = ""
    """What would happen, where the budget does not hold it."""

    @property
    def charges(self) -> bool:
        """Whether anything costs money here."""
        return bool(self.prices and (self.price.high or self.spent or self.saved_price))

    def said(self) -> str:
        """For a person."""
        return "\n".join([self._first(), *map(_row, self.steps), *self._rest()])

    def _first(self) -> str:
        if not any(step.to_do for step in self.steps) and self.complete:
            return f"{self.job}: everything is there already."
        price = f", {_money(self.price)}" if self.charges else ""
        more = "" if self.complete else " so far as can be foreseen"
        return f"{self.job}: {_seconds(self.elapsed)}{price}{more}."

    def _rest(self) -> list[str]:
        keeping = f", for {about_money(self.stored_price.likely)} a month" if self.stored_price.likely >= _SAID else ""
        said = [f"{_seconds(self.seconds)} of work in all; {_bytes(self.bytes)} are kept{keeping}."]
        if self.saved_seconds:
            price = f" and {money(self.saved_price)}" if self.saved_price else ""
            said.append(f"What is there already saves {seconds(self.saved_seconds)} of work{price}.")
        if self.spent_seconds:
            price = f", {money(self.spent)}" if self.charges else ""
            said.append(f"So far it took {seconds(self.spent_seconds)} of work{price}.")
        said += [f"Its budget is {self.budget}."] if self.budget else []
        said += [self.over] if self.over else []
        said += [f"It waits for {self.waits_for}."] if self.waits_for else []
        return [*said, *self.problems, *self.rests_on]


def _row(step: QuotedStep) -> str:
    there = f", {step.there} there already" if step.there else ""
    if not step.to_do:
        return f"  {step.step}: nothing to do{there}"
    price = f", {_money(step.price)}" if step.price.high >= _SAID else ""
    return f"  {step.step}: {count_of(step.to_do, 'task')}, {_seconds(step.seconds)}{price}{there}"


def _seconds(told: Range) -> str:
    return f"{about(told.likely)} ({about(told.low)} to {about(told.high)})"


def _money(told: Range) -> str:
    return f"{about_money(told.likely)} ({about_money(told.low)} to {about_money(told.high)})"


def _bytes(told: Range) -> str:
    return about_bytes(told.likely)
