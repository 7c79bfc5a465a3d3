# Where images lie: a tag never moves, and what nobody runs any more goes.

resource "google_artifact_registry_repository" "images" {
  repository_id = "dropcut"
  description   = "The images of Dropcut."
  location      = var.region
  format        = "DOCKER"
  kms_key_name  = var.kms_key

  docker_config {
    immutable_tags = true
  }

  vulnerability_scanning_config {
    enablement_config = "INHERITED"
  }

  cleanup_policies {
    id     = "keep-the-newest"
    action = "KEEP"
    most_recent_versions {
      keep_count = var.versions_kept
    }
  }

  cleanup_policies {
    id     = "delete-the-old"
    action = "DELETE"
    condition {
      older_than = "${30 * 24 * 3600}s"
    }
  }
}

resource "google_artifact_registry_repository_iam_member" "writer" {
  for_each = var.writers

  repository = google_artifact_registry_repository.images.name
  location   = google_artifact_registry_repository.images.location
  role       = "roles/artifactregistry.writer"
  member     = each.value
}
