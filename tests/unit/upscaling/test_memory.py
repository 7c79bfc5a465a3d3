"""Free memory is told, and less of it than there is."""

from __future__ import annotations

import os

from dropcut.upscaling.memory import free_memory


def test_free_memory_is_some_of_the_machines() -> None:
    assert 0 <= free_memory() < os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
