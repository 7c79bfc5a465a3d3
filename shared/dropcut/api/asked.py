"""Bodies of requests. What checks them is built with the routes: FastAPI wants it whole by then."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from dropcut.domain.decisions import Decision
from dropcut.domain.values import Value


class Asked(Value):
    """The root of every body."""

    model_config = ConfigDict(defer_build=False)


class NewDecisions(Asked):
    """All that is to be settled about a drop, one entry a line: what GET gives, changed."""

    schema_: Annotated[str, Field(alias="schema", pattern=r"^dropcut/decisions@1$")] = "dropcut/decisions@1"
    made: tuple[Decision, ...] = ()
