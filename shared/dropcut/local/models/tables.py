"""Every model that can be fetched: each drawer's table, joined. A table is read when somebody asks, never before."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from dropcut.domain.models import Carried, Model, ModelKind, Table
from dropcut.domain.wording import printable
from dropcut.local.exits import Misuse

TABLES: Final = {
    ModelKind.WHISPER: "dropcut.speech.whisper_table",
    ModelKind.UPSCALING: "dropcut.upscaling.models",
}
"""Of each kind, the module whose `TABLE` it is."""


CARRIERS: Final = {ModelKind.UPSCALING: "dropcut.upscaling.carried"}
"""Of each kind of which a package may carry some, the module that tells which."""


def carried() -> tuple[Carried, ...]:
    """Every model that is here because a package brought it."""
    return tuple(each for module in CARRIERS.values() if _is_there(module) for each in import_module(module).carried())


def tables() -> tuple[Table, ...]:
    """Those of the drawers that are there."""
    return tuple(table(kind) for kind, module in TABLES.items() if _is_there(module))


def table(kind: ModelKind) -> Table:
    """The models of one kind."""
    found: Table = import_module(TABLES[kind]).TABLE
    return found


def known() -> tuple[Model, ...]:
    """Every model that can be fetched."""
    return tuple(model for each in tables() for model in each.models)


def model_called(name: str) -> Model:
    """The model that a person means: by its name, or as `kind/name`. Raises Misuse, with what there is."""
    fitting = [model for model in known() if name in {model.name, f"{model.kind.value}/{model.name}"}]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = " or ".join(f"{model.kind.value}/{model.name}" for model in fitting)
        raise Misuse(f"Several models are called {printable(name)}.", f"Say which: {names}.")
    near = get_close_matches(name, [model.name for model in known()], 1)
    hint = f"Do you mean {near[0]}? " if near else ""
    raise Misuse(f"No model is called {printable(name)!r}.", f"{hint}All of them: dropcut models list")


def _is_there(module: str) -> bool:
    return find_spec(module.rpartition(".")[0]) is not None and find_spec(module) is not None
