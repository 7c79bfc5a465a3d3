"""The home's parts, as a route asks for them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from dropcut.api.parts import Parts
from dropcut.engine.home import Home


def parts_of(request: Request) -> Parts:
    """Those of the app."""
    parts: Parts = request.app.state.parts
    return parts


def home_of(request: Request) -> Home:
    """The home."""
    return parts_of(request).home


TheParts = Annotated[Parts, Depends(parts_of)]
TheHome = Annotated[Home, Depends(home_of)]
