"""Hears every word where there is no script: one of the tasks of a Cloud Run job, told by the environment which one."""

from __future__ import annotations

import sys

from dropcut.cloud.jobs import work_on


def main() -> int:
    """The exit code: see `dropcut.cloud.jobs`."""
    return work_on("overhear")


if __name__ == "__main__":
    sys.exit(main())
