"""Functions under functions-framework, several in one process to save memory: `... PORT NAME...`, each below `/NAME`.

`/imported` tells which modules of dropcut the process has imported.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import Any

import functions_framework
from flask import Flask
from functions_framework._http import create_server
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from tests.e2e.cloud.places import ROOT
from tests.e2e.cloud.ward import keep_local_home_out


def serve(port: int, names: Iterable[str]) -> None:
    """Serve until ended."""
    keep_local_home_out()
    front = Flask("functions")
    apps: dict[str, Any] = {f"/{name}": _function(name) for name in names}
    front.wsgi_app = DispatcherMiddleware(front.wsgi_app, {**apps, "/imported": _imported})  # type: ignore[method-assign]
    create_server(front, debug=False).run("127.0.0.1", port)  # type: ignore[no-untyped-call]


def _function(name: str) -> Flask:
    app: Flask = functions_framework.create_app(name, str(ROOT / "functions" / name / "main.py"), "http")  # type: ignore[no-untyped-call]
    return app


def _imported(_environ: dict[str, Any], start: Callable[[str, list[tuple[str, str]]], object]) -> list[bytes]:
    start("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(sorted(name for name in sys.modules if name.startswith("dropcut"))).encode()]


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2:])
