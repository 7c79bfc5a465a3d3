"""The ledger in a SQLite file: durable as the contract says, shared by threads and processes."""

from __future__ import annotations

from dropcut.local.sqlite.batch_calls import BatchCalls
from dropcut.local.sqlite.job_calls import JobCalls
from dropcut.local.sqlite.lookout_calls import LookoutCalls
from dropcut.local.sqlite.task_calls import TaskCalls
from dropcut.local.sqlite.turn_calls import TurnCalls
from dropcut.local.sqlite.wish_calls import WishCalls


class SqliteLedger(JobCalls, TurnCalls, TaskCalls, WishCalls, BatchCalls, LookoutCalls):
    """See `dropcut.ports.ledger.Ledger`. `clock` is the store's: on one machine, the machine's own."""
