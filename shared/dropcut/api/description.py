"""The API's own description (OpenAPI): what FastAPI finds out, and what only we know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts

from dropcut.api.access.needs import Needs, NeedsSomewhere, signed_in
from dropcut.api.problems import Problem
from dropcut.api.routes.once import KEY, Once

_REF: Final = "#/components/schemas/{model}"
_BEARER: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": "Of an issuer, of ours (POST /v1/tokens), or the home's own; not needed at the machine itself.",
}  # fmt: skip
_KEY: Final = {
    "name": KEY,
    "in": "header",
    "required": False,
    "description": "Text of your own: the same request with the same key is done once, and answered the same for a day.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]+$"},
    "example": "7f6c1d4e-0b0e-4f0f-9d4b-0c7a9d0f6a11",
}
_OF_FASTAPI: Final = ("HTTPValidationError", "ValidationError")


def describe(app: FastAPI) -> None:
    """Have the app tell all of it."""

    def description() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = description  # type: ignore[method-assign]  # FastAPI's own way to extend it


def _described(app: FastAPI) -> dict[str, Any]:
    told = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    schemas: dict[str, Any] = told["components"]["schemas"]
    problem = Problem.model_json_schema(ref_template=_REF)
    schemas.update(problem.pop("$defs", {}), Problem=problem)
    for name in _OF_FASTAPI:
        schemas.pop(name, None)
    told["components"]["securitySchemes"] = {"bearer": _BEARER}
    for route in _routes(app):
        for method in route.methods or ():
            _complete(told["paths"][route.path_format][method.lower()], route, method)
    return told


def _routes(app: FastAPI) -> Iterator[APIRoute]:
    found = (each.original_route for each in iter_route_contexts(app.routes))
    return (route for route in found if isinstance(route, APIRoute) and route.include_in_schema)


def _complete(operation: dict[str, Any], route: APIRoute, method: str) -> None:
    calls = [each.call for each in route.dependant.dependencies]
    role = next((call.role for call in calls if isinstance(call, Needs | NeedsSomewhere)), None)
    operation["security"] = [{"bearer": []}, {}] if role is not None or signed_in in calls else []
    if role is not None:
        operation["x-dropcut-role"] = role.value
    if method == "POST" and isinstance(route, Once):
        operation.setdefault("parameters", []).append(_KEY)
