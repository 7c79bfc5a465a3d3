# A whole home, made by a provider that asks nobody: what is counted here, tests/infra/terraform looks into.

mock_provider "google" {
  mock_data "google_project" {
    defaults = { number = "123456789012" }
  }
  mock_data "google_storage_project_service_account" {
    defaults = { member = "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com" }
  }
}

variables {
  project             = "some-project"
  region              = "europe-west1"
  notification_emails = ["ops@example.com"]
  sign_in             = { clients = ["some.apps.googleusercontent.com"] }
  budget              = { billing_account = "012345-6789AB-CDEF01", units = 100, currency = "EUR" }
  images = {
    plain    = "europe-west1-docker.pkg.dev/some-project/dropcut/plain@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    hearing  = "europe-west1-docker.pkg.dev/some-project/dropcut/hearing@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    signing  = "europe-west1-docker.pkg.dev/some-project/dropcut/signing@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    seeing   = "europe-west1-docker.pkg.dev/some-project/dropcut/seeing@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    meaning  = "europe-west1-docker.pkg.dev/some-project/dropcut/meaning@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    api      = "europe-west1-docker.pkg.dev/some-project/dropcut/api@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    overhear = "europe-west1-docker.pkg.dev/some-project/dropcut/overhear@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    watch    = "europe-west1-docker.pkg.dev/some-project/dropcut/watch@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    render   = "europe-west1-docker.pkg.dev/some-project/dropcut/render@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    upscale  = "europe-west1-docker.pkg.dev/some-project/dropcut/upscale@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }
}

run "the_least_that_can_be_said_is_a_whole_home" {
  command = apply

  assert {
    condition     = length(output.home.jobs) == length([for step in jsondecode(file("../../catalog.json")).steps : step if step.runs == "gpu_job"])
    error_message = "Every step that is a job has one of its own."
  }

  assert {
    condition = toset(keys(output.home.subscriptions)) == setunion(
      toset([for step in jsondecode(file("../../catalog.json")).steps : step.step if step.runs == "function"]), toset(["advance", "edits"])
    )
    error_message = "Every step that a function runs is pushed to it, and so are the word to advance and what changes in the outboxes."
  }

  assert {
    condition = toset([for name in keys(output.home.functions) : "functions/${name}"]) == setunion(
      toset([for step in jsondecode(file("../../catalog.json")).steps : step.entry if step.runs == "function"]),
      toset(["functions/advance", "functions/api", "functions/drive", "functions/sweep"])
    )
    error_message = "Every folder of functions is one service."
  }

  assert {
    condition     = output.home.api_address == null
    error_message = "Without a domain no address is paid for."
  }
}

run "all_that_can_be_said_is_a_whole_home_too" {
  command = apply

  variables {
    domain        = "cut.example.com"
    kms_key       = "projects/some-project/locations/europe-west1/keyRings/dropcut/cryptoKeys/home"
    drive_folders = { "1AbCdEfGhIjKlMnOpQrSt" = "ann" }
    inbox_days    = 90
    keep          = "artifacts=30,deliveries=365"
    traces        = 1
    runbooks      = "https://example.com/operations"
    mail          = { server = "smtp.example.com:587", from = "dropcut@example.com", user = "dropcut", password_version = "3" }
    secrets = {
      some = { variable = "SOME_SECRET", version = "1", readers = ["api", "render"] }
      key  = { variable = "DROPCUT_SIGN_KEY", version = "2", file = true, readers = ["assemble"] }
      next = { variable = "NOT_YET", readers = ["api"] }
    }
    source_code = {
      repository   = "projects/some-project/locations/europe-west1/connections/github/repositories/dropcut"
      state_bucket = "some-project-terraform"
      base_image   = "python:3.11-slim-bookworm@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    }
  }

  assert {
    condition     = output.home.api == "https://cut.example.com"
    error_message = "The API is where its domain is."
  }
}

run "an_image_that_may_change_is_refused_and_so_is_a_home_that_tells_nobody" {
  command = plan

  variables {
    mail                = { server = "smtp.example.com", from = "nobody", security = "none", password_version = "latest" }
    images              = { plain = "europe-west1-docker.pkg.dev/some-project/dropcut/plain:latest" }
    notification_emails = []
  }

  expect_failures = [var.images, var.mail, var.notification_emails]
}
