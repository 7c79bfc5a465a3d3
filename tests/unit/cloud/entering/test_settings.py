"""What a deployment must tell its processes, and what is said when it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropcut.cloud.settings import Callers, Share, settings_from, share_from
from dropcut.domain.errors import Permanent

NEEDED = {
    "DROPCUT_PROJECT": "p",
    "DROPCUT_REGION": "europe-west4",
    "DROPCUT_INBOX": "p-inbox",
    "DROPCUT_STORE": "p-store",
    "DROPCUT_TOPIC": "work",
}
CALLED = {"DROPCUT_AUDIENCE": "https://advance.example", "DROPCUT_SENDERS": "a@p.example, b@p.example"}
EMULATORS = {
    "STORAGE_EMULATOR_HOST": "http://127.0.0.1:1",
    "FIRESTORE_EMULATOR_HOST": "127.0.0.1:2",
    "PUBSUB_EMULATOR_HOST": "127.0.0.1:3",
    "DROPCUT_RUN_EMULATOR_HOST": "127.0.0.1:4",
}


def test_a_deployment_says_where_its_things_are_and_who_may_call() -> None:
    folders = {"DROPCUT_MOUNT": "/mnt", "DROPCUT_MODELS": "/models"}
    settings = settings_from({**NEEDED, **CALLED, **folders, "DROPCUT_QUIET_S": "1.5"})
    assert settings.models == Path("/models")
    assert settings.callers == Callers(audience="https://advance.example", senders=("a@p.example", "b@p.example"))
    assert settings.topic_name == "projects/p/topics/work"
    assert settings.job_name("render") == "projects/p/locations/europe-west4/jobs/dropcut-render"
    assert (settings.quiet, str(settings.mount), settings.database) == (1500, "/mnt", "(default)")


@pytest.mark.parametrize("variable", [*NEEDED, *CALLED])
def test_what_is_missing_is_named(variable: str) -> None:
    with pytest.raises(Permanent, match=f"{variable} is not set"):
        settings_from({**NEEDED, **CALLED, variable: ""})


def test_nobody_is_let_in_unasked_but_where_all_is_emulated() -> None:
    assert settings_from({**NEEDED, **EMULATORS}).callers is None
    for variable in EMULATORS:
        with pytest.raises(Permanent, match="Either all"):
            settings_from({**NEEDED, **CALLED, **EMULATORS, variable: ""})


@pytest.mark.parametrize("quiet", ["soon", "nan", "-1", "inf"])
def test_a_time_that_is_none_is_refused(quiet: str) -> None:
    with pytest.raises(Permanent, match="DROPCUT_QUIET_S"):
        settings_from({**NEEDED, **CALLED, "DROPCUT_QUIET_S": quiet})


def test_a_task_of_a_job_is_told_its_part() -> None:
    told = {
        "CLOUD_RUN_TASK_INDEX": "3",
        "CLOUD_RUN_TASK_COUNT": "8",
        "CLOUD_RUN_TASK_ATTEMPT": "1",
        "DROPCUT_SHARDS": "store/x",
    }
    assert share_from(told) == Share(index=3, count=8, attempt=1, shards="store/x")
    with pytest.raises(Permanent, match="DROPCUT_SHARDS"):
        share_from({})
    with pytest.raises(Permanent, match="CLOUD_RUN_TASK_INDEX"):
        share_from({**told, "CLOUD_RUN_TASK_INDEX": "first"})
