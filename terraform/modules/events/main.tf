# How word gets around: one topic with a filtered push for each step, what nobody could take, and what happens in the inbox.

locals {
  pubsub_agent = "serviceAccount:service-${var.project_number}@gcp-sa-pubsub.iam.gserviceaccount.com"
  pushes = merge(
    { for step, uri in var.steps : step => { uri = uri, filter = "attributes.kind = \"task\" AND attributes.step = \"${step}\"" } },
    { advance = { uri = var.advance.uri, filter = "attributes.kind = \"advance\"" } },
    { edits = { uri = var.advance.uri, filter = "attributes.kind = \"edit\"" } },
  )
}

resource "google_pubsub_topic" "topic" {
  for_each = toset(["dropcut-work", "dropcut-dead-letters"])

  name         = each.key
  kms_key_name = var.kms_key
  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }
}

resource "google_pubsub_subscription" "push" {
  for_each = local.pushes

  name                       = "dropcut-${replace(each.key, "_", "-")}"
  topic                      = google_pubsub_topic.topic["dropcut-work"].id
  filter                     = each.value.filter
  ack_deadline_seconds       = var.ack_deadline_s
  message_retention_duration = "604800s"

  push_config {
    push_endpoint = each.value.uri
    oidc_token {
      service_account_email = var.pusher
      audience              = var.audience
    }
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.topic["dropcut-dead-letters"].id
    max_delivery_attempts = var.deliveries
  }

  expiration_policy {
    ttl = ""
  }

  depends_on = [google_pubsub_topic_iam_member.burying]
}

# Whatever was never taken stays here for a month, for somebody to look at. It is pulled by people, so it buries nothing itself.
resource "google_pubsub_subscription" "dead_letters" {
  name                       = "dropcut-dead-letters"
  topic                      = google_pubsub_topic.topic["dropcut-dead-letters"].id
  message_retention_duration = "2678400s"
  ack_deadline_seconds       = 60

  expiration_policy {
    ttl = ""
  }
}

resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = var.publishers

  topic  = google_pubsub_topic.topic["dropcut-work"].id
  role   = "roles/pubsub.publisher"
  member = each.value
}

resource "google_pubsub_topic_iam_member" "burying" {
  topic  = google_pubsub_topic.topic["dropcut-dead-letters"].id
  role   = "roles/pubsub.publisher"
  member = local.pubsub_agent
}

resource "google_pubsub_subscription_iam_member" "burying" {
  for_each = google_pubsub_subscription.push

  subscription = each.value.name
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent
}

# Pub/Sub signs its pushes as the pusher, and as nobody else.
resource "google_service_account_iam_member" "signing" {
  service_account_id = "projects/${var.project}/serviceAccounts/${var.pusher}"
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.pubsub_agent
}

# Eventarc has Cloud Storage publish into topics that it makes itself; there is no narrower role for that.
resource "google_project_iam_member" "storage_publishes" {
  project = var.project
  role    = "roles/pubsub.publisher"
  member  = var.storage_agent
}

# What is written into an outbox may be a review that somebody edited. Eventarc would tell of every object of the store.
resource "google_storage_notification" "edits" {
  bucket             = var.store
  topic              = google_pubsub_topic.topic["dropcut-work"].id
  payload_format     = "JSON_API_V1"
  event_types        = ["OBJECT_FINALIZE"]
  object_name_prefix = "outbox/"
  custom_attributes  = { kind = "edit" }

  depends_on = [google_project_iam_member.storage_publishes]
}

resource "google_project_iam_member" "receiver" {
  project = var.project
  role    = "roles/eventarc.eventReceiver"
  member  = "serviceAccount:${var.receiver}"
}

resource "google_eventarc_trigger" "inbox" {
  for_each = toset(["finalized", "deleted"])

  name            = "dropcut-inbox-${each.key}"
  location        = var.region
  service_account = var.receiver

  matching_criteria {
    attribute = "type"
    value     = "google.cloud.storage.object.v1.${each.key}"
  }
  matching_criteria {
    attribute = "bucket"
    value     = var.inbox
  }

  destination {
    cloud_run_service {
      service = var.advance.name
      region  = var.region
    }
  }

  depends_on = [google_project_iam_member.storage_publishes, google_project_iam_member.receiver]
}
