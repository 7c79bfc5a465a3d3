"""How urgent work is: what a person waits for goes before what nobody watches, whosever it is."""

from __future__ import annotations

from typing import Final

BULK: Final = 0
"""A drop that came in by itself, one of many perhaps."""
PERSON: Final = 10
"""Somebody sits and waits: they typed a command, settled something about the cut, or had a job go on."""
