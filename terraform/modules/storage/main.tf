# The two buckets of a home: what users drop, and what is made of it. Nothing in them is ever public.

locals {
  lifecycle = {
    inbox = [
      { days = 7, prefix = "arriving/" },
      { days = var.inbox_days, prefix = "inbox/" },
    ]
    store = [] # what of it goes when is the home's own to say, since it knows what is still used: DROPCUT_KEEP
  }
}

resource "google_storage_bucket" "bucket" {
  #checkov:skip=CKV_GCP_62:Access logs would hold the names of people's files; who did what is in the home's own deeds.
  #checkov:skip=CKV_GCP_78:Objects are written once; what is deleted or replaced is kept by soft delete, which ends by itself.
  for_each = local.lifecycle

  name                        = "${var.project}-dropcut-${each.key}"
  location                    = var.region
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false

  soft_delete_policy {
    retention_duration_seconds = var.soft_delete_days * 24 * 3600
  }

  dynamic "lifecycle_rule" {
    for_each = [for rule in each.value : rule if rule.days != null]
    content {
      action {
        type = "Delete"
      }
      condition {
        age            = lifecycle_rule.value.days
        matches_prefix = [lifecycle_rule.value.prefix]
      }
    }
  }

  lifecycle_rule {
    action {
      type = "AbortIncompleteMultipartUpload"
    }
    condition {
      age = 7
    }
  }

  dynamic "cors" {
    for_each = each.key == "inbox" && length(var.origins) > 0 ? [var.origins] : []
    content {
      origin          = cors.value
      method          = ["PUT"]
      response_header = ["Content-Type", "Content-Range", "Range", "Location"]
      max_age_seconds = 3600
    }
  }

  dynamic "encryption" {
    for_each = var.kms_key == null ? [] : [var.kms_key]
    content {
      default_kms_key_name = encryption.value
    }
  }
}

# How whoever submits finds the rest of the home: docs/how-to/cloud.md.
resource "google_storage_bucket_object" "card" {
  bucket       = google_storage_bucket.bucket["inbox"].name
  name         = "dropcut/home.json"
  content_type = "application/json"
  content = jsonencode({
    schema   = "dropcut/home@1"
    project  = var.project
    store    = google_storage_bucket.bucket["store"].name
    region   = var.region
    topic    = var.topic
    database = var.database
  })
}

resource "google_storage_bucket_iam_member" "reader" {
  for_each = merge([
    for bucket, readers in var.readers : { for name, member in readers : "${bucket}/${name}" => { bucket = bucket, member = member } }
  ]...)
  bucket = google_storage_bucket.bucket[each.value.bucket].name
  role   = "roles/storage.objectViewer"
  member = each.value.member
}

# Whoever writes does so below the folders that are theirs, and nowhere else.
resource "google_storage_bucket_iam_member" "writer" {
  for_each = merge([
    for name, writer in var.writers : {
      for folder in writer.folders : "${writer.bucket}/${folder}/${name}" => { bucket = writer.bucket, folder = folder, member = writer.member }
    }
  ]...)
  bucket = google_storage_bucket.bucket[each.value.bucket].name
  role   = "roles/storage.objectUser"
  member = each.value.member
  condition {
    title      = "below ${each.value.folder}"
    expression = "resource.name.startsWith(\"projects/_/buckets/${google_storage_bucket.bucket[each.value.bucket].name}/objects/${each.value.folder}/\")"
  }
}
