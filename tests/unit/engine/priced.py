"""A small home that reckons: its steps take the time that the table says, and a second of it costs a cent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from dropcut.domain.catalog import Row
from dropcut.domain.measures import Throughput, Unit, Work
from dropcut.domain.tariffs import PriceTable, Tariff
from dropcut.domain.values import Millis, Value
from dropcut.engine.money.purse import Purse
from dropcut.local.memory.records import MemoryRecords
from dropcut.ports.outlook import NoOutlook, Side
from dropcut.ports.recipe import Recipe
from dropcut.ports.tools import Tools
from tests.unit.engine.small_home import SmallHome
from tests.unit.engine.steps import Number

SECOND = 1_000
TABLE = PriceTable(
    version="2026-11-21",
    currency="USD",
    home_region="here",
    prices=(),
    throughputs=tuple(
        Throughput(step=step, start=Millis(start), each=Fraction(each), unit=Unit.LINE, since="2026-11-21", source="a test")
        for step, start, each in (("", 0, 0), ("slow", SECOND, 0), ("slower", 10 * SECOND, 0), ("sized", 0, SECOND))
    ),
)


class Knowing(NoOutlook):
    """Knows that `sized` takes as long as its number says, and what each of the steps gives."""

    def work(self, step: str, inputs: Value) -> Work:
        number = getattr(inputs, "number", None)
        return Work(thousandths=1000 * number.n) if step == "sized" and isinstance(number, Number) else Work()

    def supposed(self, step: str, inputs: Value, _key: str, _side: Side) -> object | None:
        return getattr(inputs, "number", None) if step in {"slow", "slower", "sized"} else None

    def is_probing(self, step: str) -> bool:
        return step == "measure"


class PricedHome(SmallHome):
    """The steps `slow`, `slower` and `sized` take a second, ten, and as many as their number; `takes` makes them slower."""

    def __init__(self, recipe: Callable[[PricedHome], Recipe], *rows: Row) -> None:
        self.takes = Fraction(1)
        self._steps: dict[str, Callable[[Tools, Number], Number]] = {}
        super().__init__(recipe(self), *rows)
        self.records = MemoryRecords(self.clock.now)
        self.purse = Purse(self.records, Tariff(hour=Fraction(36), cores=1, table=TABLE), Knowing())
        catalog = self.home.catalog
        own = tuple(Row(step, version="1") for step in (self.slow, self.slower, self.sized))
        self.home = replace(self.home, catalog=type(catalog)((*catalog.rows, *own)), purse=lambda: self.purse)

    @property
    def slow(self) -> Callable[[Tools, Number], Number]:
        return self._step("slow", lambda _number: SECOND)

    @property
    def slower(self) -> Callable[[Tools, Number], Number]:
        return self._step("slower", lambda _number: 10 * SECOND)

    @property
    def sized(self) -> Callable[[Tools, Number], Number]:
        return self._step("sized", lambda number: SECOND * number.n)

    def _step(self, name: str, takes: Callable[[Number], int]) -> Callable[[Tools, Number], Number]:
        def step(tools: Tools, number: Number) -> Number:
            self.clock.sleep(Millis(int(takes(number) * self.takes)))
            tools.pulse()
            return Number(n=number.n + 1)

        step.__name__ = name
        return self._steps.setdefault(name, step)
