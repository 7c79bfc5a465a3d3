"""What a home runs, by name, so that its worker processes find the same."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import cast

from dropcut.domain.catalog import Catalog
from dropcut.domain.values import Value
from dropcut.ports.recipe import Recipe


class Pipeline(Value):
    """A recipe and its table of steps, as `module:name`."""

    recipe: str = "dropcut.recipe:make_video"
    catalog: str = "dropcut.catalog:CATALOG"

    def load_recipe(self) -> Recipe:
        """The function itself."""
        return cast("Recipe", resolve_name(self.recipe))

    def load_catalog(self) -> Catalog:
        """The table itself."""
        return cast("Catalog", resolve_name(self.catalog))
