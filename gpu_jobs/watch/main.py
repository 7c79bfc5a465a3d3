"""Finds the scenes of a clip that takes longer than a function may run: one of the tasks of a Cloud Run job."""

from __future__ import annotations

import sys

from dropcut.cloud.jobs import work_on


def main() -> int:
    """The exit code: see `dropcut.cloud.jobs`."""
    return work_on("watch")


if __name__ == "__main__":
    sys.exit(main())
