"""What terraform tells each process is what the code reads: nothing is missing, nothing is told to nobody."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from dropcut.cloud.drive.settings import drive_settings_from
from dropcut.cloud.facing.settings import facing_from
from dropcut.cloud.people import mail_server_from, voice_from
from dropcut.cloud.settings import settings_from
from dropcut.domain.mail import Security
from dropcut.domain.names import JobId
from tests.infra.containerfiles import containerfile_of
from tests.infra.terraform.outcomes import LEAST, MOST, ROOT, Outcome, Resource

pytestmark = pytest.mark.timeout(900)  # whoever comes first waits for terraform, and all others for them

DROP = JobId.parse("ann/holiday")
CODE = sorted((ROOT / "shared" / "dropcut").rglob("*.py"))
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
NOT_TOLD = {
    "DROPCUT_DRIVE_EMULATOR": "stands for Drive in tests",
    "DROPCUT_RUN_EMULATOR_HOST": "stands for Cloud Run in tests",
    "DROPCUT_CATALOG": "a table of steps of one's own",
    "DROPCUT_RECIPE": "a recipe of one's own",
    "DROPCUT_OUTLOOK": "what is foretold of a recipe of one's own",
    "DROPCUT_MONEY": "of one machine",
    "DROPCUT_SHARDS": "whoever starts a job tells it",
}
"""Variables that code reads and terraform leaves alone, and why."""
BY_THE_IMAGE = {"DROPCUT_MODELS"}
each_run = pytest.mark.parametrize("run", [LEAST, MOST])


def told(resource: Resource) -> dict[str, str]:
    """The variables of a process; of secrets what stands for them."""
    (outer,) = resource.after["template"]
    inner: dict[str, Any] = outer["template"][0] if "template" in outer else outer
    return {each["name"]: "of a secret" if each["value_source"] else each["value"] for each in inner["containers"][0]["env"]}


def deployables(home: Outcome, run: str) -> dict[str, dict[str, str]]:
    made = (*home.of(run, "cloud_run_v2_service"), *home.of(run, "cloud_run_v2_job"))
    return {resource.after["name"]: told(resource) for resource in made}


@cache
def read_by_the_code() -> frozenset[str]:
    """Names that stand in its strings by themselves."""
    return frozenset(name for file in CODE for name in re.findall(r"[\"'](DROPCUT_[A-Z_]+)[\"']", file.read_text()))


@each_run
def test_every_process_can_read_what_it_is_told(home: Outcome, run: str) -> None:
    for name, variables in deployables(home, run).items():
        settings = settings_from(variables)
        assert (settings.project, settings.region) == ("some-project", "europe-west1")
        assert settings.callers is not None, name
        assert "dropcut-some-project" in settings.callers.audience
    assert drive_settings_from(deployables(home, run)["dropcut-drive"]).address.startswith("https://dropcut-drive-")
    assert facing_from(deployables(home, run)["dropcut-api"]).face.hosts


def test_every_variable_that_code_reads_is_told_to_somebody_or_left_alone_for_a_reason(home: Outcome) -> None:
    somebody = {variable for variables in deployables(home, MOST).values() for variable in variables}
    by_wish = {name for name in read_by_the_code() if f"`{name}`" in OPERATIONS.split("## Bring it up")[1].split("\n## ")[0]}
    assert read_by_the_code() - somebody - set(NOT_TOLD) - BY_THE_IMAGE - by_wish == set()
    assert all("DROPCUT_MODELS" in containerfile_of(image).environment for image in ("plain", "upscale"))


@each_run
def test_nothing_is_told_that_nobody_reads(home: Outcome, run: str) -> None:
    ours = {name for variables in deployables(home, run).values() for name in variables if name.startswith("DROPCUT_")}
    assert ours <= read_by_the_code()


@each_run
def test_a_function_runs_as_many_requests_side_by_side_as_it_is_asked(home: Outcome, run: str) -> None:
    for made in home.of(run, "cloud_run_v2_service"):
        (template,) = made.after["template"]
        variables = told(made)
        assert variables["THREADS"] == str(template["max_instance_request_concurrency"])
        assert (ROOT / variables["FUNCTION_SOURCE"]).exists()
        assert variables["FUNCTION_SOURCE"] == f"functions/{variables['FUNCTION_TARGET']}/main.py"


@each_run
def test_a_process_lets_in_only_who_calls_it(home: Outcome, run: str) -> None:
    emails = {account.after["email"]: account.after["account_id"] for account in home.of(run, "service_account")}
    for name, variables in deployables(home, run).items():
        senders = {emails[sender] for sender in variables["DROPCUT_SENDERS"].split(",")}
        if name == "dropcut-advance":
            assert senders == {"dropcut-pusher", "dropcut-receiver"}
        elif name in {"dropcut-sweep", "dropcut-drive", "dropcut-api"}:
            assert senders == {"dropcut-clock"}
        else:
            assert senders == {"dropcut-pusher"}


def test_links_in_messages_begin_where_the_pages_are(home: Outcome) -> None:
    for run, address in ((LEAST, "https://dropcut-api-123456789012.europe-west1.run.app"), (MOST, "https://cut.example.com")):
        assert all(variables["DROPCUT_ADDRESS"] == address for variables in deployables(home, run).values())
        assert voice_from(deployables(home, run)["dropcut-advance"]).review_of(DROP) == f"{address}/jobs/ann/holiday"


def test_mail_is_told_to_those_who_tell_people_and_its_password_is_a_secret(home: Outcome) -> None:
    telling = {name: variables for name, variables in deployables(home, MOST).items() if "DROPCUT_MAIL_SERVER" in variables}
    assert set(telling) == {"dropcut-advance", "dropcut-sweep"}
    for variables in telling.values():
        assert variables["DROPCUT_MAIL_PASSWORD"] == "of a secret"  # noqa: S105 - what stands for it
        server = mail_server_from(variables)
        assert server is not None
        assert (server.host, server.port, server.sender) == ("smtp.example.com", 587, "dropcut@example.com")
        assert (server.user, server.security) == ("dropcut", Security.STARTTLS)


def test_the_password_of_mail_is_read_by_those_alone(home: Outcome) -> None:
    assert "dropcut-mail" in {made.after["secret_id"] for made in home.of(MOST, "secret_manager_secret")}
    emails = {account.after["email"]: account.after["account_id"] for account in home.of(MOST, "service_account")}
    reading = [made.after for made in home.of(MOST, "secret_manager_secret_iam_member") if '"mail/' in made.address]
    readers = {emails[member["member"].removeprefix("serviceAccount:")] for member in reading}
    assert readers == {"dropcut-advance", "dropcut-sweep"}


@pytest.mark.parametrize("variable", ["DROPCUT_MAIL_SERVER", "DROPCUT_MAIL_PASSWORD"])
def test_a_home_without_mail_is_told_nothing_of_it(home: Outcome, variable: str) -> None:
    assert not any(variable in variables for variables in deployables(home, LEAST).values())


def test_a_secret_is_told_to_its_readers_alone(home: Outcome) -> None:
    with_it = {name for name, variables in deployables(home, MOST).items() if "SOME_SECRET" in variables}
    assert with_it == {"dropcut-api", "dropcut-render", "dropcut-conform", "dropcut-finish"}


def test_a_secret_that_is_a_file_is_told_by_its_path(home: Outcome) -> None:
    (made,) = [resource for resource in home.of(MOST, "cloud_run_v2_service") if resource.after["name"] == "dropcut-assemble"]
    (template,) = made.after["template"]
    folder, file = told(made)["DROPCUT_SIGN_KEY"].rsplit("/", 1)
    (volume,) = [volume for volume in template["volumes"] if volume["secret"]]
    assert folder in {mount["mount_path"] for mount in template["containers"][0]["volume_mounts"]}
    assert (volume["secret"][0]["items"][0]["path"], volume["secret"][0]["items"][0]["version"]) == (file, "2")


def test_a_secret_without_a_version_is_told_to_nobody(home: Outcome) -> None:
    assert not {name for name, variables in deployables(home, MOST).items() if "NOT_YET" in variables}
    assert "dropcut-next" in {secret.after["secret_id"] for secret in home.of(MOST, "secret_manager_secret")}
