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


# What a route depends on is found on the loop where that asks nobody: FastAPI gives each plain function a thread.
async def _parts(request: Request) -> Parts:
    return parts_of(request)


async def _home(request: Request) -> Home:
    return parts_of(request).home


TheParts = Annotated[Parts, Depends(_parts)]
TheHome = Annotated[Home, Depends(_home)]
