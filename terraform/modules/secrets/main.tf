# Places for secrets, and who reads which. Their values are added by hand and are in no state: docs/operations.md.

resource "google_secret_manager_secret" "secret" {
  for_each = var.secrets

  secret_id = "dropcut-${each.key}"
  replication {
    user_managed {
      replicas {
        location = var.region
        dynamic "customer_managed_encryption" {
          for_each = var.kms_key == null ? [] : [var.kms_key]
          content {
            kms_key_name = customer_managed_encryption.value
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "reader" {
  for_each = merge([
    for name, secret in var.secrets : { for reader in secret.readers : "${name}/${reader}" => { secret = name, reader = reader } }
  ]...)
  secret_id = google_secret_manager_secret.secret[each.value.secret].id
  role      = "roles/secretmanager.secretAccessor"
  member    = var.members[each.value.reader]
}
