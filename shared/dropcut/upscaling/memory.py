"""How much memory is free on this machine: of its own, and of what its container may use."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_LEFT_FREE: Final = 512 * 1024**2
"""For whatever else this process and its neighbours need."""
_TOLD: Final = Path("/proc/meminfo")
_LIMIT: Final = Path("/sys/fs/cgroup/memory.max")
_USED: Final = Path("/sys/fs/cgroup/memory.current")
_FILES: Final = Path("/sys/fs/cgroup/memory.stat")
_UNTOLD: Final = 2 * 1024**3
"""Taken for free where the system does not say."""


def free_memory() -> int:
    """Bytes that can be asked for without pushing anything else out."""
    return max(0, min(_of_machine(), _of_container()) - _LEFT_FREE)


def _of_machine() -> int:
    if _TOLD.exists():
        lines = (line.split() for line in _TOLD.read_text().splitlines())
        return next((int(words[1]) * 1024 for words in lines if words[0] == "MemAvailable:"), _UNTOLD)
    if "SC_AVPHYS_PAGES" in os.sysconf_names:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return _UNTOLD


def _of_container() -> int:
    """What is left under the limit; pages that only cache files are given back when asked for."""
    limit = _LIMIT.read_text().strip() if _LIMIT.exists() else "max"
    if not limit.isdecimal() or not _USED.exists():
        return _of_machine()
    lines = (line.split() for line in _FILES.read_text().splitlines()) if _FILES.exists() else iter(())
    cached = sum(int(words[1]) for words in lines if words[0] == "inactive_file")
    return int(limit) - int(_USED.read_text()) + cached
