"""A function that starts cold imports what it uses and no more."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

_TOLD = "import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
_HEAVY = {"av", "click", "ffmpeg", "googleapiclient", "markdown_it", "numpy", "opentimelineio", "sqlite3"}


def imported_with(module: str) -> set[str]:
    command = [sys.executable, "-c", _TOLD.format(module=module)]
    return set(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


@pytest.mark.parametrize("module", ["dropcut.cloud.inbox.folder", "dropcut.cloud.pubsub.dispatch"])
def test_an_adapter_brings_no_other_drawer_and_nothing_heavy(module: str) -> None:
    imported = imported_with(module)
    assert {name.split(".")[1] for name in imported if name.startswith("dropcut.")} <= {"cloud", "domain", "ports"}
    assert not _HEAVY & {name.split(".")[0] for name in imported}


def test_logging_brings_what_keeps_names_out_of_it_and_nothing_else() -> None:
    imported = imported_with("dropcut.cloud.logging")
    assert {name for name in imported if name.startswith("dropcut.engine.")} == {"dropcut.engine.discreet"}
    assert not _HEAVY & {name.split(".")[0] for name in imported}


def test_messages_bring_no_storage_and_blobs_bring_no_messages() -> None:
    assert "google.cloud.storage" not in imported_with("dropcut.cloud.pubsub.dispatch")
    assert "google.pubsub_v1" not in imported_with("dropcut.cloud.gcs.blobs")
