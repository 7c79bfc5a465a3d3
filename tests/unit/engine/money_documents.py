"""One example of every document that is kept about money."""

from __future__ import annotations

from fractions import Fraction

from dropcut.domain.documents import Document
from dropcut.domain.habits import Habits, Programme
from dropcut.domain.measures import Measured, Sample
from dropcut.domain.money import Budget, JobCost, Spent, StepCost
from dropcut.domain.names import JobId, Owner
from dropcut.domain.quotes import Quote, QuotedStep, Range
from dropcut.domain.settings import Settings
from dropcut.domain.values import Millis
from dropcut.editing.report.telling import report_of
from dropcut.engine.money.purse import Allowance, Used
from dropcut.local.reckoning import MachinePrice
from tests.unit.editing.report.samples import reporting

_SPENT = Spent(millis=Millis(62_500), amount=Fraction(1, 8))
_RANGE = Range(low=Fraction(1), likely=Fraction(3, 2), high=Fraction(2))
_COST = JobCost(
    revision=3,
    total=_SPENT,
    by_step=(StepCost(step="render", spent=Spent(millis=Millis(2_500), amount=Fraction(1, 80))),),
    prices="2026-11-21",
    region="us-central1",
)

KEPT: dict[str, Document] = {
    "measured@1": Measured(step="render", version="2", variant="libx264 web").with_more(
        [Sample(thousandths=62_208, millis=Millis(940), stored=81_000)]
    ),
    "habits@1": Habits().with_more([Programme(words=141, footage=Millis(74_100), length=Millis(47_600))]),
    "allowance@1": Allowance(owner=Owner("ann"), month=Budget(amount=Fraction(25), millis=Millis(36_000_000))),
    "used@1": Used(job=JobId(Owner("ann"), "my video №1"), month="2026-11", spent=_SPENT),
    "machine-price@1": MachinePrice(hour=Fraction(3, 10)),
    "settings@1-budget": Settings(budget=Budget(amount=Fraction(5, 2))),
    "report@1-cost": report_of(reporting().model_copy(update={"cost": _COST})),
}

PRINTED: dict[str, Document] = {
    "quote@1": Quote(
        job="ann/my video",
        revision=3,
        steps=(
            QuotedStep(
                step="render", to_do=600, there=12, seconds=_RANGE, bytes=_RANGE, price=_RANGE,
                saved_seconds=Fraction(5), saved_price=Fraction(1, 4), measured=60,
            ),
        ),
        seconds=_RANGE,
        elapsed=_RANGE,
        bytes=_RANGE,
        price=_RANGE,
        stored_price=_RANGE,
        saved_seconds=Fraction(5),
        saved_price=Fraction(1, 4),
        currency="USD",
        prices="2026-11-21",
        region="us-central1",
        complete=True,
        waits_for="",
        rests_on=("Prices are estimated list prices of 2026-11-21, before free tiers, discounts and taxes.",),
        problems=("take9.mp4: It is empty.",),
        spent_seconds=Fraction(125, 2),
        spent=Fraction(1, 8),
        budget="2.50 USD",
        over="",
    )
}  # fmt: skip
