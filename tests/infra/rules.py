"""The house rules that a linter does not bring, as functions from a source tree to the places that break them.

Each yields sentences, `path:line: what is wrong`, so that a failing test names the line to look at.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

NOT_NAMES = {"utils", "util", "common", "helpers", "helper", "misc", "core", "base"}
ENVIRONMENT = {"environ", "environb", "getenv", "getenvb"}
MAY_READ_THE_ENVIRONMENT = {"cli", "wiring"}
DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)
TIMES = {"at", "delay", "duration", "elapsed", "end", "moment", "offset", "position", "seconds", "start", "time", "timeout"}


def vague_names(root: Path) -> Iterator[str]:
    """Yield modules and folders that are named for nothing: whatever is put there is never found again."""
    for path in sorted({*root.rglob("*.py"), *(file.parent for file in root.rglob("*.py"))}):
        if path.stem in NOT_NAMES:
            yield f"{path.relative_to(root)}:1: name it for what it does, not {path.stem!r}"


def environment_reads(root: Path) -> Iterator[str]:
    """Yield reads of the environment outside of a home's wiring or command line."""
    for path, tree in _modules(root):
        if not MAY_READ_THE_ENVIRONMENT & {*path.relative_to(root).parts, path.stem}:
            for node in ast.walk(tree):
                if _names(node) & ENVIRONMENT:
                    yield f"{path.relative_to(root)}:{_line(node)}: only wiring and cli read the environment"


def statements_at_import(root: Path) -> Iterator[str]:
    """Yield statements of a module's top level that do something, where only imports and definitions may stand."""
    for path, tree in _modules(root):
        for node in tree.body:
            if not (isinstance(node, DEFINITIONS) or _is_text(node) or _is_guard(node) or _ends_a_definition(node)):
                yield f"{path.relative_to(root)}:{_line(node)}: importing a module only defines; move this into a function"


def float_times(root: Path) -> Iterator[str]:
    """Yield fields, parameters and results that hold a time as a float, where a time is exact."""
    for path, tree in _modules(root):
        for node in ast.walk(tree):
            for name, annotation in _annotated(node):
                if TIMES & set(name.split("_")) and "float" in _names_within(annotation):
                    yield f"{path.relative_to(root)}:{_line(node)}: {name!r} is a time, and times are exact: use Fraction"


def _modules(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(root.rglob("*.py")):
        yield path, ast.parse(path.read_text(), filename=str(path))


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 1)


def _names(node: ast.AST) -> set[str]:
    """Every name that `node` itself speaks, not what lies inside it."""
    match node:
        case ast.Attribute(value=ast.Name(id="os"), attr=name):
            return {name}
        case ast.ImportFrom(module="os", names=names):
            return {alias.name for alias in names}
        case _:
            return set()


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_guard(node: ast.stmt) -> bool:
    """Whether `node` is `if TYPE_CHECKING:` or `if __name__ == "__main__":`, or asks which platform this is."""
    return isinstance(node, ast.If) and ast.unparse(node.test).startswith(("TYPE_CHECKING", "__name__ ==", "sys."))


def _ends_a_definition(node: ast.stmt) -> bool:
    """Whether `node` is pydantic's way to finish a class whose fields name classes that come later."""
    return ast.unparse(node).endswith(".model_rebuild()")


def _annotated(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
            yield name, annotation
        case ast.arg(arg=name, annotation=ast.expr() as annotation):
            yield name, annotation
        case ast.FunctionDef(name=name, returns=ast.expr() as annotation):
            yield name, annotation
        case _:
            return


def _names_within(annotation: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)}
