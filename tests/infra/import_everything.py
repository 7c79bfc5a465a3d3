"""Imports every module of dropcut and prints, one a line, what the imports did beside defining; run as a program.

The interpreter's own audit events tell: what dropcut's modules do themselves counts, what a library does inside does not.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path
from types import FrameType

import dropcut

WORK = ("open", "os.", "shutil.", "socket.", "sqlite3.", "subprocess.", "tempfile.", "_thread.")
MODELS = ("ctranslate2", "faster_whisper", "ncnn", "onnxruntime", "pocketsphinx", "sentence_transformers", "torch")
PACKAGE = str(Path(dropcut.__file__).parent)


def at_the_top_of(frame: FrameType | None) -> str | None:
    """Name the dropcut module whose own top level is what runs, or None when a library or the import system runs."""
    while frame and "importlib" not in frame.f_code.co_filename:
        if frame.f_code.co_filename.startswith(PACKAGE):
            return frame.f_code.co_filename
        frame = frame.f_back
    return None


def note_work(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(WORK):
        module = at_the_top_of(sys._getframe(1))  # noqa: SLF001 - the only way from an audit event to its caller
        if module:
            print(f"{module}: {event} {arguments}")


def missing_library(error: ModuleNotFoundError) -> bool:
    """Whether what is missing belongs to an extra that is not installed; a module of ours must always be there."""
    return not (error.name or "dropcut").startswith("dropcut")


def main() -> None:
    sys.addaudithook(note_work)
    for module in pkgutil.walk_packages(dropcut.__path__, "dropcut."):
        if not module.name.endswith("__main__"):
            import_one(module.name)
    for model in sorted(set(MODELS) & sys.modules.keys()):
        print(f"{model} was imported with dropcut: import it where it is used")


def import_one(name: str) -> None:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if not (name.startswith(("dropcut.cloud", "dropcut.telemetry")) and missing_library(error)):
            raise


if __name__ == "__main__":
    main()
