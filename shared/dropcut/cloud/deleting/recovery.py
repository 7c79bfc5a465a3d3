"""Until when a deployment could bring back what was deleted: by soft delete, point-in-time recovery, and backups."""

from __future__ import annotations

from typing import Final

from dropcut.cloud.settings import Recovery
from dropcut.domain.deleting import Left, Removed, Whose, Window
from dropcut.domain.values import Instant

_DAY_MS: Final = 24 * 3_600 * 1_000
_TTL_DAYS: Final = 3
_QUEUE_DAYS: Final = 7 + 31
"""As long as a subscription keeps a message, and then as long as that of dead letters does (terraform/modules/events)."""
_REQUESTS_DAYS: Final = 30


class Recoverable:
    """See `dropcut.ports.remains.Remains`. Holds nothing by itself."""

    name = "recovery"

    def __init__(self, recovery: Recovery) -> None:
        self._recovery = recovery

    def hindrance(self, whose: Whose) -> str:  # noqa: ARG002 - whatever it is about
        """None."""
        return ""

    def clear(self, whose: Whose) -> tuple[Removed, ...]:  # noqa: ARG002 - the same
        """Nothing."""
        return ()

    def left(self, whose: Whose) -> tuple[Left, ...]:  # noqa: ARG002 - the same
        """Nothing."""
        return ()

    def windows(self, now: Instant) -> tuple[Window, ...]:
        """As terraform/ set them; what it did not say is taken to last as long as the service can make it last."""
        said = (
            ("soft-deleted objects of both buckets", self._recovery.soft_delete_days, "Cloud Storage keeps them so long."),
            ("point-in-time recovery of the database", self._recovery.pitr_days, "Firestore keeps every version so long."),
            ("backups of the database", self._recovery.backup_days, "The last one that has it goes then."),
            ("small documents past their time", _TTL_DAYS, "Firestore clears them away within days; nobody is shown them."),
            (
                "messages and dead letters",
                _QUEUE_DAYS,
                "Pub/Sub keeps what nobody acknowledged so long: names of owners, drops and files, and ids of tasks.",
            ),
            ("addresses of some requests to the API", _REQUESTS_DAYS, "Cloud Run notes them in Cloud Trace by itself."),
        )
        return tuple(Window(of=of, until=Instant(now + days * _DAY_MS), why=why) for of, days, why in said if days)
