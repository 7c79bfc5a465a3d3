"""What a user may settle about a drop, beyond its files."""

from __future__ import annotations

from dropcut.domain.values import Value


class Settings(Value):
    """The settings of one job. Grows with the recipe; every field has a default, so that an empty drop.yaml is valid."""

    title: str = ""
    """What the deliveries are called; the drop's own name when empty."""
