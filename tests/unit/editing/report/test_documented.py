"""`docs/report.md` tells of every field of `report.json`, and of no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_origin

from pydantic import BaseModel

from dropcut.domain.report import Report

PAGE = Path(__file__).parents[4] / "docs" / "report.md"


def test_every_field_is_documented_in_its_order() -> None:
    assert re.findall(r"^\| `([^`]+)` \|", PAGE.read_text(), flags=re.MULTILINE) == list(_fields(Report, ""))


def _fields(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield from _paths(field.annotation, f"{prefix}{field.alias or name}")


def _paths(kind: object, path: str) -> Iterator[str]:
    if get_origin(kind) is tuple:
        yield from _paths(get_args(kind)[0], f"{path}[]")
    elif get_origin(kind) is dict:
        yield from _paths(get_args(kind)[1], f"{path}.{{step}}")
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from _fields(kind, f"{path}.")
    else:
        yield path
