# How a change comes here: a build that tests, builds, scans, signs and plans, and a roll-out that waits for somebody's approval.

locals {
  # To plan is to read what is there. No basic role, and nothing that changes anything.
  reading = [
    "roles/artifactregistry.reader",
    "roles/browser",
    "roles/cloudbuild.builds.viewer",
    "roles/cloudkms.viewer",
    "roles/cloudscheduler.viewer",
    "roles/compute.viewer",
    "roles/containeranalysis.notes.viewer",
    "roles/datastore.viewer",
    "roles/eventarc.viewer",
    "roles/iam.securityReviewer",
    "roles/logging.viewer",
    "roles/monitoring.viewer",
    "roles/pubsub.viewer",
    "roles/run.viewer",
    "roles/secretmanager.viewer",
    "roles/serviceusage.serviceUsageViewer",
  ]
  building = [
    "roles/cloudbuild.builds.editor",
    "roles/containeranalysis.occurrences.editor",
    "roles/logging.logWriter",
    "roles/ondemandscanning.admin",
  ]
  changing = [
    "roles/artifactregistry.admin",
    "roles/binaryauthorization.attestorsAdmin",
    "roles/cloudbuild.builds.editor",
    "roles/cloudkms.admin",
    "roles/cloudscheduler.admin",
    "roles/compute.loadBalancerAdmin",
    "roles/compute.securityAdmin",
    "roles/containeranalysis.notes.editor",
    "roles/datastore.owner",
    "roles/eventarc.admin",
    "roles/iam.serviceAccountAdmin",
    "roles/iam.serviceAccountUser",
    "roles/logging.configWriter",
    "roles/logging.logWriter",
    "roles/monitoring.admin",
    "roles/pubsub.admin",
    "roles/resourcemanager.projectIamAdmin",
    "roles/run.admin",
    "roles/secretmanager.admin",
    "roles/serviceusage.serviceUsageAdmin",
    "roles/storage.admin",
  ]
  substitutions = {
    _ENVIRONMENT = var.environment
    _REGION      = var.region
    _STATE       = var.state_bucket
  }
}

resource "google_project_iam_member" "builder" {
  #checkov:skip=CKV_GCP_49:To ask for a roll-out is to run a trigger; builds.editor is the smallest role that may.
  for_each = toset(concat(local.reading, local.building))

  project = var.project
  role    = each.key
  member  = "serviceAccount:${var.builder}"
}

resource "google_project_iam_member" "deployer" {
  #checkov:skip=CKV_GCP_41:Who describes all services must act as their accounts; it acts after an approval only.
  #checkov:skip=CKV_GCP_42:The same: it makes those accounts and gives them their roles.
  #checkov:skip=CKV_GCP_49:The same.
  for_each = toset(local.changing)

  project = var.project
  role    = each.key
  member  = "serviceAccount:${var.deployer}"
}

# State and plans: both read and write them, nobody else does.
resource "google_storage_bucket_iam_member" "state" {
  for_each = { builder = var.builder, deployer = var.deployer }

  bucket = var.state_bucket
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${each.value}"
}

# To start a build as an account one must be allowed to act as it: the build asks for the roll-out, which then waits.
resource "google_service_account_iam_member" "asking" {
  service_account_id = "projects/${var.project}/serviceAccounts/${var.deployer}"
  role               = "roles/iam.serviceAccountUser"
  member             = "serviceAccount:${var.builder}"
}

resource "google_kms_key_ring" "signing" {
  name     = "dropcut-signing"
  location = var.region
}

resource "google_kms_crypto_key" "signing" {
  #checkov:skip=CKV_GCP_43:Keys that sign are not turned by Cloud KMS.
  #checkov:skip=CKV_GCP_82:What is destroyed can be brought back for 30 days, and signs only what is built next.
  name     = "images"
  key_ring = google_kms_key_ring.signing.id
  purpose  = "ASYMMETRIC_SIGN"

  version_template {
    algorithm        = "EC_SIGN_P256_SHA256"
    protection_level = "SOFTWARE"
  }
}

resource "google_kms_crypto_key_iam_member" "signer" {
  crypto_key_id = google_kms_crypto_key.signing.id
  role          = "roles/cloudkms.signerVerifier"
  member        = "serviceAccount:${var.builder}"
}

resource "google_container_analysis_note" "built" {
  name = "dropcut-built"
  attestation_authority {
    hint {
      human_readable_name = "Built and scanned by this project's own pipeline."
    }
  }
}

resource "google_binary_authorization_attestor" "built" {
  name = "dropcut-built"
  attestation_authority_note {
    note_reference = google_container_analysis_note.built.name
  }

  # The public half is put here by hand, once (docs/operations.md): the provider reads no key of another service.
  lifecycle {
    ignore_changes = [attestation_authority_note[0].public_keys]
  }
}

resource "google_container_analysis_note_iam_member" "builder" {
  note   = google_container_analysis_note.built.name
  role   = "roles/containeranalysis.notes.attacher"
  member = "serviceAccount:${var.builder}"
}

resource "google_cloudbuild_trigger" "build" {
  name               = "dropcut-build"
  description        = "Tests, builds, scans, signs and plans what was pushed, then asks for the roll-out."
  location           = var.region
  service_account    = "projects/${var.project}/serviceAccounts/${var.builder}"
  filename           = "cloudbuild.yaml"
  include_build_logs = "INCLUDE_BUILD_LOGS_WITH_STATUS"

  repository_event_config {
    repository = var.repository
    push {
      branch = "^${var.branch}$"
    }
  }

  substitutions = merge(local.substitutions, {
    _ATTESTOR    = "projects/${var.project}/attestors/${google_binary_authorization_attestor.built.name}"
    _BASE        = var.base_image
    _MODELS      = join(" ", var.models)
    _REPOSITORY  = var.registry
    _SIGNING_KEY = "${google_kms_crypto_key.signing.id}/cryptoKeyVersions/1"
  })
}

resource "google_cloudbuild_trigger" "roll_out" {
  name            = "dropcut-roll-out"
  description     = "Applies a plan that somebody has read and approved; goes back by itself when what is new does not do well."
  location        = var.region
  service_account = "projects/${var.project}/serviceAccounts/${var.deployer}"

  source_to_build {
    repository = var.repository
    ref        = "refs/heads/${var.branch}"
    repo_type  = "GITHUB"
  }

  git_file_source {
    path       = ".ci/roll-out.yaml"
    repository = var.repository
    revision   = "refs/heads/${var.branch}"
    repo_type  = "GITHUB"
  }

  approval_config {
    approval_required = true
  }

  substitutions = local.substitutions
}
