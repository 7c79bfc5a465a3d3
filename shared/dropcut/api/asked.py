"""Bodies of requests. What checks them is built with the routes: FastAPI wants it whole by then."""

from __future__ import annotations

from pydantic import ConfigDict

from dropcut.domain.decisions import Decisions
from dropcut.domain.values import Value


class Asked(Value):
    """The root of every body."""

    model_config = ConfigDict(defer_build=False)


class NewDecisions(Decisions):
    """All that is to be settled about a drop, one entry a line."""

    model_config = ConfigDict(defer_build=False)
