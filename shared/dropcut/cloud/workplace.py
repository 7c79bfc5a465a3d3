"""What a process of the cloud has to work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dropcut.cloud.identity import Guard
from dropcut.cloud.settings import Settings
from dropcut.engine.home import Home
from dropcut.engine.keeping import Keeper
from dropcut.ports.records import Records
from dropcut.ports.uploads import Uploads

if TYPE_CHECKING:
    from dropcut.cloud.status_pages import StatusPages
    from dropcut.engine.deleting.deleting import Deleting
    from dropcut.engine.webhooks.telling import Telling


@dataclass(frozen=True)
class Workplace:
    """A home of the cloud, as one process has it for all its requests."""

    settings: Settings
    home: Home
    keeper: Keeper
    guard: Guard
    telling: Callable[[], Telling] | None = None
    """Who tells webhooks, made when first needed: of the functions only two do."""
    records: Callable[[], Records] | None = None
    """Small documents beside the ledger, made when first needed."""
    deleting: Callable[[], Deleting] | None = None
    """Likewise."""
    uploads: Callable[[], Uploads] | None = None
    """Likewise: what is on its way into the inbox."""
    pages: Callable[[], StatusPages] | None = None
    """Who keeps the status pages, made when first needed: advances do."""

    def serves(self, entry: str, step: str) -> bool:
        """Whether the table of steps says that this entry point, a folder such as `functions/find`, is for that step."""
        return step in self.home.catalog and self.home.catalog[step].entry == entry
