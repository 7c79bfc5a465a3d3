"""What a home runs, by name, so that its worker processes find the same."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import Annotated, Final, cast

from pydantic import Field

from dropcut.domain.catalog import Catalog
from dropcut.domain.values import Value
from dropcut.ports.outlook import Outlook
from dropcut.ports.recipe import Recipe

_OUTLOOK: Final = "dropcut.outlook.foreseen:OUTLOOK"


def _is_the_usual(outlook: object) -> bool:
    """It came later: where a home's own is not said, what is stored stays as it was."""
    return outlook == _OUTLOOK


class Pipeline(Value):
    """A recipe and its table of steps, as `module:name`."""

    recipe: str = "dropcut.recipe:make_video"
    catalog: str = "dropcut.catalog:CATALOG"
    outlook: Annotated[str, Field(exclude_if=_is_the_usual)] = _OUTLOOK
    """What is foreseen of its steps. Steps that it does not know take as long one time as another."""

    def load_recipe(self) -> Recipe:
        """The function itself."""
        return cast("Recipe", resolve_name(self.recipe))

    def load_outlook(self) -> Outlook:
        """What tells that."""
        return cast("Outlook", resolve_name(self.outlook))

    def load_catalog(self) -> Catalog:
        """The table itself."""
        return cast("Catalog", resolve_name(self.catalog))
