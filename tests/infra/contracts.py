"""Two kinds of import contract that import-linter does not bring: who may import a package, and what a package may import.

Both hold for packages that do not exist yet, and for every drawer without naming it, so a new one is covered on arrival.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


def _inside(module: str, packages: Iterable[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


class _DirectImports(Contract):
    """Judges each direct import by itself: `forbidden` yields those that break the contract."""

    def forbidden(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        raise NotImplementedError

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 - import-linter's signature
        found = sorted(set(self.forbidden(graph)))
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in cast("list[tuple[str, str]]", check.metadata["found"]):
            output.print_error(f"- {importer} may not import {imported}", bold=False)


class OnlyImporters(_DirectImports):
    """Nobody but `importers`, and what lies inside them, imports `imported` directly."""

    type_name = "only_importers"
    imported = fields.ListField(subfield=fields.StringField())
    importers = fields.ListField(subfield=fields.StringField())

    def forbidden(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        guarded, allowed = cast("list[str]", self.imported), cast("list[str]", self.importers)
        for imported in graph.modules:
            if _inside(imported, guarded):
                for importer in graph.find_modules_that_directly_import(imported):
                    if not _inside(importer, [*allowed, *guarded]):
                        yield importer, imported


class OnlyImports(_DirectImports):
    """What lies inside `packages` imports only the standard library, its own package and `allowed`, directly."""

    type_name = "only_imports"
    packages = fields.ListField(subfield=fields.StringField())
    allowed = fields.ListField(subfield=fields.StringField())

    def forbidden(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        allowed = [*sys.stdlib_module_names, *cast("list[str]", self.allowed)]
        for package in cast("list[str]", self.packages):
            for importer in graph.modules:
                if _inside(importer, [package]):
                    for imported in graph.find_modules_directly_imported_by(importer):
                        if not _inside(imported, [*allowed, package]):
                            yield importer, imported
