"""The gate before every step: what would pass a budget is not begun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from dropcut.domain.catalog import Row
from dropcut.domain.jobs import Job
from dropcut.domain.money import NOTHING, Budget, OverBudget, Spent, month_of
from dropcut.domain.names import Key, TaskId
from dropcut.domain.tasks import TaskState
from dropcut.domain.values import Instant, Millis, Value
from dropcut.engine.asking import Asking, Batch, Call
from dropcut.engine.batches import chunked, shards
from dropcut.engine.home import Home
from dropcut.engine.money.purse import Paces, Purse
from dropcut.engine.money.spending import with_costs

_BEGUN = {TaskState.QUEUED, TaskState.RUNNING}


@dataclass(frozen=True)
class Gate:
    """What is let through. What is not is kept back with all that was asked for after it."""

    over: OverBudget | None = None
    calls: frozenset[TaskId] = frozenset()
    """Tasks that are not begun."""
    batches: frozenset[Key] = frozenset()
    """Groups that are not begun."""


OPEN = Gate()


@dataclass(frozen=True)
class _Limit:
    budget: Budget
    used: Spent
    whose: str
    month: str = ""
    own: Spent = NOTHING
    """Of what is used: what this job spent itself."""


def gate(home: Home, job: Job, asking: Asking, budget: Budget | None, now: Instant) -> Gate:
    """What of all that is asked for may be begun. Without a budget everything may, and nothing is reckoned."""
    purse = home.purse()
    if purse is None:
        return OPEN
    limits = tuple(_limits(home, purse, job, asking, budget, now))
    if not limits:
        return OPEN
    counting = _Counting(home, purse, job, asking, limits)
    found = counting.gate()
    for limit in limits:
        if limit.whose == "owner":  # so that jobs side by side do not each spend what is left
            purse.note(job.id, limit.month, limit.own + counting.granted)
    return found


def _limits(home: Home, purse: Purse, job: Job, asking: Asking, budget: Budget | None, now: Instant) -> Iterator[_Limit]:  # noqa: PLR0913, PLR0917 - the whole question
    costs = with_costs(home, job, asking.stages, now)
    if budget is not None:
        yield _Limit(budget, costs.total, "job")
    allowance = purse.allowance(job.id.owner)
    if allowance is not None:
        month = month_of(now)
        own = costs.months.get(month, NOTHING)
        yield _Limit(allowance, purse.used(job.id.owner, month, but=job.id) + own, "owner", month, own)


class _Counting:
    """Goes through what is asked for, in its order, and adds up what it may cost at most."""

    def __init__(self, home: Home, purse: Purse, job: Job, asking: Asking, limits: tuple[_Limit, ...]) -> None:
        self._home = home
        self._purse = purse
        self._job = job
        self._asking = asking
        self._limits = limits
        self._paces: Paces = purse.paces()
        self.granted = NOTHING
        """What is under way, and what was let through, at most."""

    def gate(self) -> Gate:
        """What is under way is counted first: it will be spent whatever is decided now."""
        asking, needs = self._asking, NOTHING
        new_calls = [call for call in asking.calls.values() if not self._begun(call)]
        new_batches = list(asking.open_batches.values())
        for call in asking.calls.values():
            if self._begun(call):
                needs += self._most(call.row, [call.inputs])
        for key in asking.waiting_batches - asking.open_batches.keys():
            batch = asking.batches[key]
            needs += self._most(batch.row, (call.inputs for call in shards(self._home, self._job, batch)))
        self.granted = needs
        for step in dict.fromkeys(stage.step for stage in asking.stages):
            calls = [call for call in new_calls if call.row.name == step]
            batches = [batch for batch in new_batches if batch.row.name == step]
            needs += self._step(step, calls, batches)
            over = self._over(step, needs) if calls or batches else None
            if over is not None:
                return self._kept_back(over, step, new_calls, new_batches)
            self.granted = needs
        return OPEN

    def _step(self, step: str, calls: Iterable[Call], batches: Iterable[Batch]) -> Spent:
        row = self._home.catalog[step]
        whole = self._most(row, [call.inputs for call in calls])
        for batch in batches:
            whole += self._most(row, self._left(batch))
        return whole

    def _left(self, batch: Batch) -> Iterator[Value]:
        """Of a group, what is not done already."""
        for portion in chunked(shards(self._home, self._job, batch)):
            for call, task in zip(portion, self._home.ledger.tasks([call.task for call in portion]), strict=True):
                if task is None or task.state is not TaskState.DONE:
                    yield call.inputs

    def _most(self, row: Row, inputs: Iterable[Value]) -> Spent:
        """What these tasks may cost at most."""
        millis, count = Fraction(0), 0
        for each in inputs:
            work = self._purse.outlook.work(row.name, each)
            pace = self._paces.pace(row, work)
            millis += pace.millis(work) * pace.high
            count += 1
        return Spent(millis=Millis(round(millis)), amount=self._purse.tariff.amount(row, millis, count))

    def _begun(self, call: Call) -> bool:
        task = self._asking.reached.get(call.task)
        return task is not None and task.state in _BEGUN

    def _over(self, step: str, needs: Spent) -> OverBudget | None:
        passed = next((limit for limit in self._limits if not limit.budget.holds(limit.used + needs)), None)
        if passed is None:
            return None
        return OverBudget.model_validate(
            {
                "step": step,
                "whose": passed.whose,
                "budget": passed.budget,
                "used": passed.used,
                "needs": needs,
                "month": passed.month,
                "prices": self._purse.tariff.table.version,
            }
        )

    def _kept_back(self, over: OverBudget, step: str, calls: list[Call], batches: list[Batch]) -> Gate:
        """That step, and whatever is asked for after it: it would be of no use by itself."""
        order = list(dict.fromkeys(stage.step for stage in self._asking.stages))
        later = set(order[order.index(step) :])
        return Gate(
            over,
            frozenset(call.task for call in calls if call.row.name in later),
            frozenset(batch.key for batch in batches if batch.row.name in later),
        )
