# With a key of one's own: Google's agents that must use it. Without one this is nothing.

locals {
  agents = {
    storage  = var.storage_agent
    messages = "serviceAccount:service-${var.project_number}@gcp-sa-pubsub.iam.gserviceaccount.com"
    ledger   = "serviceAccount:service-${var.project_number}@gcp-sa-firestore.iam.gserviceaccount.com"
    images   = "serviceAccount:service-${var.project_number}@gcp-sa-artifactregistry.iam.gserviceaccount.com"
    run      = "serviceAccount:service-${var.project_number}@serverless-robot-prod.iam.gserviceaccount.com"
    secrets  = "serviceAccount:service-${var.project_number}@gcp-sa-secretmanager.iam.gserviceaccount.com"
  }
}

resource "google_kms_crypto_key_iam_member" "agent" {
  for_each = var.kms_key == null ? {} : local.agents

  crypto_key_id = var.kms_key
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = each.value
}
