"""Serves a function: `python -m dropcut.cloud.serving` is the command functions-framework, with less to do at a start.

What is imported stays. To go through all of it again and again, in search of garbage, is an eighth of a cold start: so nobody
looks for any until everything is imported and the process that answers is split off, and what is there by then is left alone.
"""

from __future__ import annotations

import gc
import os
from runpy import run_module


def main() -> None:
    """All arguments and variables are those of functions-framework."""
    gc.disable()
    os.register_at_fork(after_in_child=_begin_to_collect, after_in_parent=gc.enable)
    run_module("functions_framework", run_name="__main__", alter_sys=True)


def _begin_to_collect() -> None:
    gc.freeze()
    gc.enable()


if __name__ == "__main__":
    main()
