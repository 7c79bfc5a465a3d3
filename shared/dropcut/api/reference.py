"""The API's description as a page that people read: drawn here, with no script and nothing from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

router: Final = APIRouter(include_in_schema=False)
_METHODS: Final = ("get", "head", "post", "put", "patch", "delete")
_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dropcut: the API</title><link rel="stylesheet" href="/static/reference.css"></head>
<body><main><h1>Dropcut {version}: the API</h1><p>{about} <a href="/openapi.json">The same for programs</a>.</p>
<nav aria-label="Operations"><ul>{index}</ul></nav>{operations}</main></body></html>
"""
_FAULT: Final = "4"


@router.get("/docs")
@router.get("/redoc")
def reference(request: Request) -> HTMLResponse:
    """All operations, with what they take and give."""
    told: Mapping[str, Any] = request.app.openapi()
    operations = [
        (method, path, operation)
        for path, methods in told["paths"].items()
        for method, operation in methods.items()
        if method in _METHODS
    ]
    index = "".join(
        f'<li><a href="#{escape(each["operationId"])}"><code>{method.upper()} {escape(path)}</code></a></li>'
        for method, path, each in operations
    )
    about, version = escape(told["info"]["description"]), escape(told["info"]["version"])
    drawn = "".join("".join(_operation(told, *each)) for each in operations)
    return HTMLResponse(_PAGE.format(version=version, about=about, index=index, operations=drawn))


def _operation(told: Mapping[str, Any], method: str, path: str, each: Mapping[str, Any]) -> Iterator[str]:
    name = escape(each["operationId"])
    yield f'<section id="{name}" aria-labelledby="{name}-h"><h2 id="{name}-h"><code>{method.upper()} {escape(path)}</code></h2>'
    yield "".join(f"<p>{escape(part)}</p>" for part in each.get("description", "").split("\n\n"))
    if "x-dropcut-role" in each:
        yield f"<p>Role: <strong>{escape(each['x-dropcut-role'])}</strong></p>"
    yield _table("Takes", [_parameter(parameter) for parameter in each.get("parameters", ())])
    for kind, body in each.get("requestBody", {}).get("content", {}).items():
        yield f"<p>Body: {escape(kind)}</p>{_shape(told, body.get('schema', {}))}"
    yield _table("Answers", [(status, escape(answer["description"])) for status, answer in each["responses"].items()])
    for status, answer in each["responses"].items():
        if status < _FAULT:
            for kind, body in answer.get("content", {}).items():
                yield f"<p>{status}: {escape(kind)}</p>{_shape(told, body.get('schema', {}))}"
    yield "</section>"


def _parameter(parameter: Mapping[str, Any]) -> tuple[str, str]:
    needed = ", needed" if parameter.get("required") else ""
    return f"<code>{escape(parameter['name'])}</code> ({escape(parameter['in'])}{needed})", escape(
        parameter.get("description", "")
    )


def _table(title: str, rows: list[tuple[str, str]]) -> str:
    if not rows:
        return ""
    cells = "".join(f'<tr><th scope="row">{first}</th><td>{second}</td></tr>' for first, second in rows)
    return f"<table><caption>{title}</caption><tbody>{cells}</tbody></table>"


def _shape(told: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """A model as it is told, the ones inside it by their names."""
    named = schema.get("$ref", "").rpartition("/")[2]
    whole = told["components"]["schemas"].get(named, schema)
    if not whole:
        return ""
    return (
        f"<details><summary>{escape(named or 'Its shape')}</summary><pre>{escape(json.dumps(whole, indent=2))}</pre></details>"
    )
