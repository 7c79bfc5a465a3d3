"""Who may advance a job: one at a time, and no wake is ever lost, as pure rules."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from dropcut.domain.errors import Stale
from dropcut.domain.jobs import Turn
from dropcut.domain.names import JobId, Owner
from dropcut.domain.turns import TurnRecord, begun, ended, must_hold, turn_of, woken
from dropcut.domain.values import Instant, Millis

JOB = JobId(Owner("ann"), "holiday")
LEASE = Millis(1_000)
NOW = Instant(50_000)


class Turns(RuleBasedStateMachine):
    """A job that is woken and advanced by workers who may die in the middle."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.record = TurnRecord()
        self.turns: list[Turn] = []
        self.uncovered = False
        """There was a wake, and since then no turn began that ended well."""
        self.before: dict[int, bool] = {}

    @rule(by=st.integers(0, 2 * LEASE))
    def time_passes(self, by: int) -> None:
        self.now = Instant(self.now + by)

    @rule()
    def a_wake(self) -> None:
        self.record = woken(self.record, self.now)
        self.uncovered = True
        self.before = dict.fromkeys(self.before, True)

    @precondition(lambda self: not self.record.held(self.now))
    @rule()
    def a_turn_begins(self) -> None:
        self.record = begun(self.record, self.record.epoch + 1, LEASE, self.now)
        turn = turn_of(JOB, self.record)
        self.turns.append(turn)
        self.before[turn.epoch] = False

    @precondition(lambda self: self.turns)
    @rule(which=st.integers(0, 5), again=st.sampled_from([None, Millis(0), LEASE]))
    def a_turn_ends(self, which: int, again: Millis | None) -> None:
        turn = self.turns[-1 - which % len(self.turns)]
        if turn.epoch != self.record.epoch or self.record.until is None:
            with pytest.raises(Stale, match="is over"):
                ended(self.record, turn, again, self.now)
            return
        self.record = ended(self.record, turn, again, self.now)
        self.uncovered = self.before[turn.epoch]
        assert (self.record.since is not None) == self.uncovered
        assert (self.record.again is not None) == (again is not None)

    @invariant()
    def a_wake_that_nobody_covered_is_noticed_when_nobody_is_at_it(self) -> None:
        waits = self.record._replace(again=None).neglected_since(Millis(0), self.now) is not None
        assert waits == (self.uncovered and not self.record.held(self.now))


test_any_turns = Turns.TestCase


def test_a_wake_waits_for_patience_to_end() -> None:
    record = woken(woken(TurnRecord(), NOW), Instant(NOW + 300))
    assert record.neglected_since(Millis(500), Instant(NOW + 499)) is None
    assert record.neglected_since(Millis(500), Instant(NOW + 500)) == NOW


def test_a_set_wake_asks_for_no_patience() -> None:
    record = begun(TurnRecord(), 1, LEASE, NOW)
    record = ended(record, turn_of(JOB, record), Millis(200), NOW)
    assert record.neglected_since(LEASE, Instant(NOW + 199)) is None
    assert record.neglected_since(LEASE, Instant(NOW + 200)) == NOW + 200


def test_nothing_is_neglected_while_somebody_is_at_it() -> None:
    record = begun(woken(TurnRecord(), NOW), 1, LEASE, NOW)
    assert record.neglected_since(Millis(0), Instant(NOW + LEASE - 1)) is None
    assert record.neglected_since(Millis(0), Instant(NOW + LEASE)) == NOW


def test_a_turn_is_over_when_another_began_or_it_was_given_back() -> None:
    first = begun(TurnRecord(), 1, LEASE, NOW)
    turn = turn_of(JOB, first)
    must_hold(first, turn)
    for record in (begun(first, 2, LEASE, Instant(NOW + LEASE)), ended(first, turn, None, NOW)):
        with pytest.raises(Stale, match="Turn 1 of ann/holiday is over"):
            must_hold(record, turn)
