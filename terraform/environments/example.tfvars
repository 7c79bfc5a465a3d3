# Copy this to environments/dev/terraform.tfvars (or prod), and fill it in. It holds no secret.
project             = "my-project"
region              = "europe-west1"
notification_emails = ["ops@example.com"]
sign_in = {
  clients = ["1234-abcd.apps.googleusercontent.com"]
  admins  = ["google:ann@example.com"]
}
budget = { billing_account = "012345-6789AB-CDEF01", units = 100, currency = "EUR" }

# Optional.
# domain        = "cut.example.com"
# armor         = { requests_a_minute = 600 }
# drive_folders = { "1AbCdEfGhIjKlMnOpQrSt" = "ann" }
# inbox_days    = 90
# keep          = "artifacts=30,deliveries=365"
# mail          = { server = "smtp.example.com", from = "dropcut@example.com", user = "dropcut", password_version = "1" }
# kms_key       = "projects/my-project/locations/europe-west1/keyRings/dropcut/cryptoKeys/home"
# source_code = {
#   repository   = "projects/my-project/locations/europe-west1/connections/github/repositories/dropcut"
#   state_bucket = "my-project-terraform"
#   base_image   = "python:3.11-slim-bookworm@sha256:..."
# }
