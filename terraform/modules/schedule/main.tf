# The clock: who is called once a minute, whether or not anything was told.

resource "google_cloud_scheduler_job" "call" {
  for_each = var.calls

  name             = "dropcut-${each.key}"
  description      = each.value.description
  region           = var.region
  schedule         = each.value.schedule
  time_zone        = "Etc/UTC"
  attempt_deadline = "${each.value.deadline_s}s"

  # The next minute tries again anyway.
  retry_config {
    retry_count = 0
  }

  http_target {
    http_method = "POST"
    uri         = each.value.uri
    headers     = { "Content-Type" = "application/json" }
    body        = base64encode("{}")
    oidc_token {
      service_account_email = var.clock
      audience              = var.audience
    }
  }
}
