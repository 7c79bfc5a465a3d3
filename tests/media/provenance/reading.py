"""Content Credentials read by the standard's own library, in a process that ends whatever the library does."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pytest

_READING: Final = """
import os, sys, c2pa
with c2pa.Reader(sys.argv[1]) as reader:
    print(reader.json(), flush=True)
os._exit(0)
"""

needs_the_library = pytest.mark.skipif(find_spec("c2pa") is None, reason="c2pa-python is not installed")


def read(file: Path) -> dict[str, Any]:
    """What a file says of itself, checked."""
    done = subprocess.run((sys.executable, "-c", _READING, str(file)), capture_output=True, check=True, timeout=60)
    told: dict[str, Any] = json.loads(done.stdout)
    return told
