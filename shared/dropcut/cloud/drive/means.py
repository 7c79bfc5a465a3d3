"""What a round works with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dropcut.cloud.drive.clients import Connection
from dropcut.cloud.drive.copying import Sizes
from dropcut.cloud.gcs.bucket import Bucket
from dropcut.domain.values import Millis
from dropcut.engine.home import Home


@dataclass(frozen=True)
class Means:
    """Clients and ports, and how much is done at once."""

    connection: Connection
    home: Home
    inbox: Bucket
    quiet: Millis
    holder: str
    """Text that no other invocation uses."""
    sizes: Sizes = field(default_factory=Sizes)
    side_by_side: int = 4

    def by(self, holder: str) -> Means:
        """The same for another invocation."""
        return replace(self, holder=holder)
