"""The ledger in plain dictionaries: nothing outlives the process."""

from __future__ import annotations

from dropcut.local.memory.ledger_jobs import JobCalls, TurnCalls
from dropcut.local.memory.ledger_lookout import LookoutCalls
from dropcut.local.memory.ledger_tasks import TaskCalls
from dropcut.local.memory.ledger_wishes import GroupCalls, WishCalls


class MemoryLedger(JobCalls, TurnCalls, TaskCalls, WishCalls, GroupCalls, LookoutCalls):
    """See `dropcut.ports.ledger.Ledger`. `clock` is the store's."""
