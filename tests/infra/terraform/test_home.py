"""Relations of a whole home as terraform makes it: with all that can be said, and with the least."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any

import pytest

from dropcut.catalog import CATALOG
from dropcut.cloud.deleting.recovery import Recoverable
from dropcut.cloud.pubsub.messages import ADVANCES, EDIT, EDITS, runs
from dropcut.cloud.settings import Recovery
from dropcut.cloud.visiting.card import HomeCard
from dropcut.domain.catalog import Row
from dropcut.domain.values import Instant
from tests.infra.terraform.outcomes import LEAST, MOST, ROOT, Outcome, Resource

pytestmark = pytest.mark.timeout(900)  # whoever comes first waits for terraform, and all others for them

FUNCTIONS = [row for row in CATALOG.rows if row.runs == "function"]
JOBS = [row for row in CATALOG.rows if row.runs == "gpu_job"]
BASIC = {"roles/owner", "roles/editor", "roles/viewer"}
EVERYBODY = {"allUsers", "allAuthenticatedUsers"}
NINE_MINUTES_S = 540
each_run = pytest.mark.parametrize("run", [LEAST, MOST])


def only(found: list[Resource], **wanted: Any) -> Resource:
    """The one resource for which this holds."""
    (one,) = [resource for resource in found if all(resource.after.get(name) == value for name, value in wanted.items())]
    return one


def template(resource: Resource) -> dict[str, Any]:
    """What runs in a service, or in a task of a job."""
    (outer,) = resource.after["template"]
    return dict(outer["template"][0]) if "template" in outer else dict(outer)


def container(resource: Resource) -> dict[str, Any]:
    (found,) = template(resource)["containers"]
    return dict(found)


def limits(resource: Resource) -> dict[str, str]:
    return dict(container(resource)["resources"][0]["limits"])


def service(home: Outcome, run: str, folder: str) -> Resource:
    return only(home.of(run, "cloud_run_v2_service"), name=f"dropcut-{folder}")


def job(home: Outcome, run: str, row: Row) -> Resource:
    return only(home.of(run, "cloud_run_v2_job"), name=f"dropcut-{row.name.replace('_', '-')}")


def seconds(told: str) -> float:
    return float(told.removesuffix("s"))


def test_every_run_passes(home: Outcome) -> None:
    assert home.failed == 0
    assert home.passed == 3


@each_run
def test_every_row_of_the_catalog_has_one_deployable(home: Outcome, run: str) -> None:
    services = {resource.after["name"] for resource in home.of(run, "cloud_run_v2_service")}
    folders = {row.entry.removeprefix("functions/") for row in FUNCTIONS} | {"advance", "api", "drive", "sweep"}
    assert services == {f"dropcut-{folder}" for folder in folders}
    assert len(home.of(run, "cloud_run_v2_job")) == len(JOBS)
    assert len(home.of(run, "cloud_run_v2_service")) == len(services)


@each_run
@pytest.mark.parametrize("row", FUNCTIONS, ids=lambda row: row.name)
def test_a_step_that_a_function_runs_is_pushed_there_and_may_take_its_time(home: Outcome, run: str, row: Row) -> None:
    push = only(home.of(run, "pubsub_subscription"), filter=runs(row.name))
    runner = service(home, run, row.entry.removeprefix("functions/"))
    assert push.after["push_config"][0]["push_endpoint"] == runner.after["uri"]
    assert row.timeout_s <= seconds(template(runner)["timeout"]) <= NINE_MINUTES_S < push.after["ack_deadline_seconds"]
    assert limits(runner)["memory"] == f"{max(other.memory_mib for other in FUNCTIONS if other.entry == row.entry)}Mi"
    assert int(limits(runner)["cpu"]) >= row.cpu
    assert template(runner)["max_instance_request_concurrency"] <= row.concurrency


@each_run
@pytest.mark.parametrize("row", JOBS, ids=lambda row: row.name)
def test_a_step_that_is_a_job_has_what_its_row_says(home: Outcome, run: str, row: Row) -> None:
    made = job(home, run, row)
    assert seconds(template(made)["timeout"]) == row.timeout_s
    assert template(made)["max_retries"] == row.retries
    card = {"nvidia.com/gpu": "1"} if row.gpu else {}
    assert limits(made) == {"cpu": str(row.cpu), "memory": f"{row.memory_mib}Mi", **card}
    assert [node["accelerator"] for node in template(made)["node_selector"]] == ([row.gpu] if row.gpu else [])
    if row.gpu:
        assert template(made)["gpu_zonal_redundancy_disabled"] is True


@each_run
def test_jobs_advance_by_a_filter_of_their_own(home: Outcome, run: str) -> None:
    push = only(home.of(run, "pubsub_subscription"), filter=ADVANCES)
    assert push.after["push_config"][0]["push_endpoint"] == service(home, run, "advance").after["uri"]


@each_run
def test_what_is_written_into_an_outbox_is_told_to_advance_and_nothing_else_of_the_store(home: Outcome, run: str) -> None:
    (told,) = home.of(run, "storage_notification")
    assert told.after["bucket"] == "some-project-dropcut-store"
    assert told.after["object_name_prefix"] == "outbox/"
    assert told.after["event_types"] == ["OBJECT_FINALIZE"]
    assert told.after["custom_attributes"] == {"kind": EDIT}
    push = only(home.of(run, "pubsub_subscription"), filter=EDITS)
    assert push.after["push_config"][0]["push_endpoint"] == service(home, run, "advance").after["uri"]


@each_run
def test_what_is_pushed_is_signed_tried_again_later_each_time_and_buried_in_the_end(home: Outcome, run: str) -> None:
    pushes = [made for made in home.of(run, "pubsub_subscription") if made.after["push_config"]]
    assert len(pushes) == len(FUNCTIONS) + 2
    buried = {member.after["subscription"] for member in home.of(run, "pubsub_subscription_iam_member")}
    for push in pushes:
        (token,) = push.after["push_config"][0]["oidc_token"]
        assert token["audience"] == "dropcut-some-project"
        assert push.after["retry_policy"][0] == {"minimum_backoff": "10s", "maximum_backoff": "600s"}
        assert push.after["dead_letter_policy"][0]["dead_letter_topic"]
        assert push.after["expiration_policy"] == [{"ttl": ""}]
        assert push.after["name"] in buried
    (keeper,) = [made for made in home.of(run, "pubsub_subscription") if not made.after["push_config"]]
    assert keeper.after["name"] == "dropcut-dead-letters"
    assert seconds(keeper.after["message_retention_duration"]) == 31 * 24 * 3600


@each_run
def test_what_comes_and_goes_in_the_inbox_is_told_to_advance(home: Outcome, run: str) -> None:
    told = {}
    for trigger in home.of(run, "eventarc_trigger"):
        criteria = {each["attribute"]: each["value"] for each in trigger.after["matching_criteria"]}
        told[criteria["type"].rsplit(".", 1)[-1]] = criteria["bucket"]
        assert trigger.after["destination"][0]["cloud_run_service"][0]["service"] == "dropcut-advance"
        assert trigger.after["location"] == "europe-west1"
    assert told == dict.fromkeys(("finalized", "deleted"), "some-project-dropcut-inbox")


@each_run
def test_the_clock_calls_once_a_minute_and_waits_as_long_as_a_function_may_take(home: Outcome, run: str) -> None:
    calls = {made.after["name"]: made for made in home.of(run, "cloud_scheduler_job")}
    assert set(calls) == {"dropcut-sweep", *(["dropcut-drive"] if run == MOST else [])}
    for name, call in calls.items():
        assert call.after["schedule"] == "* * * * *"
        assert seconds(call.after["attempt_deadline"]) == NINE_MINUTES_S
        assert call.after["http_target"][0]["uri"] == service(home, run, name.removeprefix("dropcut-")).after["uri"]
        assert call.after["http_target"][0]["oidc_token"][0]["audience"] == "dropcut-some-project"


@each_run
def test_nothing_stands_by_when_nothing_happens(home: Outcome, run: str) -> None:
    for made in home.of(run, "cloud_run_v2_service"):
        (scaling,) = template(made)["scaling"]
        assert scaling["min_instance_count"] == 0
        assert scaling["max_instance_count"] >= 1
        assert container(made)["resources"][0]["cpu_idle"] is True


@each_run
def test_no_bucket_is_public_and_each_keeps_what_was_deleted_for_a_while(home: Outcome, run: str) -> None:
    buckets = home.of(run, "storage_bucket")
    assert {bucket.after["name"] for bucket in buckets} == {"some-project-dropcut-inbox", "some-project-dropcut-store"}
    for bucket in buckets:
        assert bucket.after["public_access_prevention"] == "enforced"
        assert bucket.after["uniform_bucket_level_access"] is True
        assert bucket.after["force_destroy"] is False
        assert bucket.after["soft_delete_policy"][0]["retention_duration_seconds"] >= 7 * 24 * 3600
    assert not {member.after["member"] for member in home.of(run, "storage_bucket_iam_member")} & EVERYBODY


@each_run
def test_what_arrives_from_drive_and_never_ends_is_cleared_away_after_a_week(home: Outcome, run: str) -> None:
    inbox = only(home.of(run, "storage_bucket"), name="some-project-dropcut-inbox")
    deleted = {
        rule["condition"][0]["matches_prefix"][0]: rule["condition"][0]["age"]
        for rule in inbox.after["lifecycle_rule"]
        if rule["action"][0]["type"] == "Delete"
    }
    assert deleted == {"arriving/": 7, **({"inbox/": 90} if run == MOST else {})}


@each_run
def test_nobody_has_a_basic_role_and_no_door_is_open_to_all_but_two(home: Outcome, run: str) -> None:
    members = [resource for resource in home.made[run] if resource.kind.endswith(("_iam_member", "_iam_binding"))]
    assert len(members) > 50
    assert not {member.after["role"] for member in members} & BASIC
    public = [member for member in members if member.after["member"] in EVERYBODY]
    doors = {"dropcut-api", "dropcut-drive"} if run == MOST else {"dropcut-api"}  # Drive pushes where it is looked at
    assert {(member.after["name"], member.after["role"]) for member in public} == {
        (door, "roles/run.invoker") for door in doors
    }
    assert all(member.kind == "google_cloud_run_v2_service_iam_member" for member in public)


@each_run
def test_every_deployable_has_an_account_of_its_own(home: Outcome, run: str) -> None:
    accounts = {account.after["account_id"]: account.after["email"] for account in home.of(run, "service_account")}
    used = defaultdict[str, set[str]](set)
    for made in home.of(run, "cloud_run_v2_service"):
        used[template(made)["service_account"]].add(made.after["name"])
    for row in JOBS:
        used[template(job(home, run, row))["service_account"]].add(f"dropcut-{row.entry.removeprefix('gpu_jobs/')}")
    assert all(len(who) == 1 for who in used.values())
    assert used == {accounts[name]: {name} for name in accounts if accounts[name] in used}
    idle = {name for name, email in accounts.items() if email not in used}
    builders = {"dropcut-builder", "dropcut-deployer"} if run == MOST else set()
    assert idle == {"dropcut-clock", "dropcut-pusher", "dropcut-receiver"} | builders


@each_run
def test_on_the_project_an_account_has_only_what_has_no_smaller_place(home: Outcome, run: str) -> None:
    for member in home.of(run, "project_iam_member"):
        if member.module == "pipeline":
            continue
        role, condition = member.after["role"], member.after["condition"]
        if role == "roles/datastore.user":
            assert '/databases/(default)"' in condition[0]["expression"]
        else:
            assert role in {"roles/eventarc.eventReceiver", "roles/pubsub.publisher", *WRITTEN_ONLY}, member.address


WRITTEN_ONLY = {"roles/telemetry.tracesWriter"}
"""Of telemetry: they read nothing."""


@each_run
def test_who_writes_into_a_bucket_does_so_below_folders(home: Outcome, run: str) -> None:
    emails = {account.after["email"]: account.after["account_id"] for account in home.of(run, "service_account")}
    writers = defaultdict[str, set[str]](set)
    for member in home.of(run, "storage_bucket_iam_member"):
        if member.module == "pipeline" or member.after["role"] == "roles/storage.objectViewer":
            continue
        assert member.after["role"] == "roles/storage.objectUser"
        (condition,) = member.after["condition"]
        found = re.fullmatch(r'resource\.name\.startsWith\("projects/_/buckets/(.*)/objects/(.*)/"\)', condition["expression"])
        assert found
        place = f"{found[1].removeprefix('some-project-dropcut-')}:{found[2]}"
        writers[place].add(emails[member.after["member"].removeprefix("serviceAccount:")])
    deletes = {"dropcut-api", "dropcut-drive", "dropcut-sweep"}  # what somebody wants deleted, wherever it lies
    assert writers["inbox:inbox"] == writers["inbox:arriving"] == deletes
    assert writers["store:outbox"] == {"dropcut-advance", "dropcut-deliver"} | deletes
    assert writers["store:store"] == set(emails.values()) - WORKS_NOTHING
    assert set(writers) == {"inbox:inbox", "inbox:arriving", "store:store", "store:outbox"}


WORKS_NOTHING = {f"dropcut-{name}" for name in ("clock", "pusher", "receiver", "builder", "deployer")}


@each_run
def test_what_is_deployed_is_named_by_its_digest(home: Outcome, run: str) -> None:
    for kind in ("cloud_run_v2_service", "cloud_run_v2_job"):
        assert all(re.search(r"@sha256:[0-9a-f]{64}$", container(made)["image"]) for made in home.of(run, kind))


@each_run
def test_buckets_are_mounted_for_reading_where_steps_run_each_under_its_name(home: Outcome, run: str) -> None:
    for kind in ("cloud_run_v2_service", "cloud_run_v2_job"):
        for made in home.of(run, kind):
            told = {each["name"]: each["value"] for each in container(made)["env"]}
            buckets = {volume["name"]: volume["gcs"][0] for volume in template(made)["volumes"] if volume["gcs"]}
            assert all(bucket["read_only"] is True for bucket in buckets.values())
            mounted = {mount["mount_path"] for mount in container(made)["volume_mounts"] if mount["name"] in buckets}
            assert mounted == {f"{told.get('DROPCUT_MOUNT')}/{bucket['bucket']}" for bucket in buckets.values()}
            assert bool(buckets) == ("DROPCUT_MOUNT" in told)
            assert template(made)["execution_environment"] == "EXECUTION_ENVIRONMENT_GEN2"


@each_run
def test_the_ledger_can_be_brought_back(home: Outcome, run: str) -> None:
    (database,) = home.of(run, "firestore_database")
    assert database.after["point_in_time_recovery_enablement"] == "POINT_IN_TIME_RECOVERY_ENABLED"
    schedules = home.of(run, "firestore_backup_schedule")
    assert sorted(len(made.after["daily_recurrence"]) for made in schedules) == [0, 1]


@each_run
def test_the_ledgers_indexes_are_those_of_the_file(home: Outcome, run: str) -> None:
    told = json.loads((ROOT / "terraform" / "firestore.indexes.json").read_text())
    made = home.of(run, "firestore_index")
    assert sorted(_written(index.after["collection"], index.after["fields"]) for index in made) == sorted(
        _written(index["collectionGroup"], index["fields"]) for index in told["indexes"]
    )
    fields = {(field.after["collection"], field.after["field"]): field.after for field in home.of(run, "firestore_field")}
    assert set(fields) == {(field["collectionGroup"], field["fieldPath"]) for field in told["fieldOverrides"]}
    for field in told["fieldOverrides"]:
        (config,) = fields[field["collectionGroup"], field["fieldPath"]]["index_config"]
        assert len(config["indexes"]) == len(field["indexes"])
    assert [name for name, field in fields.items() if field["ttl_config"]] == [("records", "expires")]


WAYS = {"ASCENDING", "DESCENDING", "CONTAINS"}


def _written(collection: str, fields: list[dict[str, Any]]) -> tuple[str, ...]:
    """A collection, and each field with the way in which it is indexed; of what a provider makes up nothing."""
    ways = [WAYS & {field.get(way) for way in ("order", "arrayConfig", "array_config")} for field in fields]
    named = (field.get("fieldPath") or field["field_path"] for field in fields)
    return (collection, *(f"{name} {sorted(way)}" for name, way in zip(named, ways, strict=True)))


@each_run
def test_whoever_submits_finds_the_home(home: Outcome, run: str) -> None:
    (card,) = home.of(run, "storage_bucket_object")
    assert card.after["name"] == "dropcut/home.json"
    assert card.after["bucket"] == "some-project-dropcut-inbox"
    told = HomeCard.load(card.after["content"].encode())
    assert (told.project, told.store, told.topic) == ("some-project", "some-project-dropcut-store", "dropcut-work")
    assert told.database == "(default)"


def test_with_a_key_everything_that_is_kept_is_under_it(home: Outcome) -> None:
    key = "projects/some-project/locations/europe-west1/keyRings/dropcut/cryptoKeys/home"
    assert all(made.after["encryption"][0]["default_kms_key_name"] == key for made in home.of(MOST, "storage_bucket"))
    assert all(made.after["kms_key_name"] == key for made in home.of(MOST, "pubsub_topic"))
    assert all(made.after["kms_key_name"] == key for made in home.of(MOST, "artifact_registry_repository"))
    assert home.of(MOST, "firestore_database")[0].after["cmek_config"][0]["kms_key_name"] == key
    assert all(template(made)["encryption_key"] == key for made in home.of(MOST, "cloud_run_v2_service"))
    assert len([member for member in home.of(MOST, "kms_crypto_key_iam_member") if member.module == "encryption"]) == 6


def test_a_domain_has_a_guard_before_it_and_none_costs_nothing(home: Outcome) -> None:
    (policy,) = home.of(MOST, "compute_security_policy")
    actions = {rule["action"]: rule for rule in policy.after["rule"]}
    assert set(actions) == {"deny(403)", "throttle", "allow"}
    assert actions["throttle"]["rate_limit_options"][0]["enforce_on_key"] == "IP"
    assert not home.of(LEAST, "compute_global_forwarding_rule")
    doors = [service(home, run, "api").after["ingress"] for run in (LEAST, MOST)]
    assert doors == ["INGRESS_TRAFFIC_ALL", "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"]


@each_run
def test_only_two_functions_are_reached_from_outside(home: Outcome, run: str) -> None:
    outside = {made.after["name"] for made in home.of(run, "cloud_run_v2_service") if "ONLY" not in made.after["ingress"]}
    assert outside == {"dropcut-api", "dropcut-drive"}


@each_run
def test_no_line_that_google_writes_holds_the_address_of_a_request_to_the_api(home: Outcome, run: str) -> None:
    (left_out,) = home.of(run, "logging_project_exclusion")
    where = 'logName="projects/some-project/logs/run.googleapis.com%2Frequests"'
    assert left_out.after["filter"] == f'{where} AND resource.labels.service_name="dropcut-api"'
    balancers = home.of(run, "compute_backend_service")
    assert len(balancers) == (run == MOST)
    assert all(balancer.after["log_config"][0]["enable"] is False for balancer in balancers)


@each_run
def test_a_certificate_names_no_end_before_the_last_message_is_gone(home: Outcome, run: str) -> None:
    kept = {bool(made.after["push_config"]): made.after for made in home.of(run, "pubsub_subscription")}
    longest_ms = 1000 * sum(seconds(made["message_retention_duration"]) for made in kept.values())
    (named,) = [window for window in Recoverable(Recovery()).windows(Instant(0)) if window.of == "messages and dead letters"]
    assert named.until == longest_ms


@each_run
def test_the_api_is_looked_at_by_the_name_that_it_answers_to(home: Outcome, run: str) -> None:
    made = container(service(home, run, "api"))
    told = {each["name"]: each["value"] for each in made["env"]}
    for probe in (*made["startup_probe"], *made["liveness_probe"]):
        (asked,) = probe["http_get"]
        assert asked["path"] == "/health"
        assert asked["http_headers"] == [{"name": "Host", "value": told["DROPCUT_HOSTS"]}]


def test_a_roll_out_waits_for_an_approval_and_a_build_does_not(home: Outcome) -> None:
    triggers = {made.after["name"]: made.after for made in home.of(MOST, "cloudbuild_trigger")}
    assert triggers["dropcut-roll-out"]["approval_config"] == [{"approval_required": True}]
    assert not triggers["dropcut-build"]["approval_config"]
    assert not home.of(LEAST, "cloudbuild_trigger")


@each_run
def test_a_budget_tells_somebody_before_it_is_spent(home: Outcome, run: str) -> None:
    (budget,) = home.of(run, "billing_budget")
    assert {rule["threshold_percent"] for rule in budget.after["threshold_rules"]} >= {0.5, 0.9, 1}
    assert "FORECASTED_SPEND" in {rule["spend_basis"] for rule in budget.after["threshold_rules"]}
