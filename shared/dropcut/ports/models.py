"""Models: what lies on this machine to be read by engines. Nothing behind this port ever fetches."""

from __future__ import annotations

from typing import Protocol

from dropcut.domain.models import KeptModel, ModelKind


class Models(Protocol):
    """Where models lie that were fetched with a user's consent, or brought."""

    def kept(self, kind: ModelKind) -> tuple[KeptModel, ...]:
        """Those of a kind that lie here whole, by name. One that is damaged is not among them."""
