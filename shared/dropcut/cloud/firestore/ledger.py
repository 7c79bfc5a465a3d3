"""The ledger on Firestore: durable and shared as the contract says, by any number of functions and jobs."""

from __future__ import annotations

from dropcut.cloud.firestore.clients import Connection
from dropcut.cloud.firestore.group_calls import GroupCalls
from dropcut.cloud.firestore.job_calls import JobCalls
from dropcut.cloud.firestore.lookout_calls import LookoutCalls
from dropcut.cloud.firestore.store import Store, StoreClock, server_time
from dropcut.cloud.firestore.task_calls import TaskCalls
from dropcut.cloud.firestore.turn_calls import TurnCalls
from dropcut.cloud.firestore.wish_calls import WishCalls


class FirestoreLedger(JobCalls, TurnCalls, TaskCalls, WishCalls, GroupCalls, LookoutCalls):
    """See `dropcut.ports.ledger.Ledger`. The store's clock is the server's own, as each read tells it."""

    def __init__(self, connection: Connection, clock: StoreClock = server_time) -> None:
        super().__init__(Store(connection, clock))
