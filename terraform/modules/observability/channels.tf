resource "google_monitoring_notification_channel" "mail" {
  for_each = toset(var.notification_emails)

  project      = var.project
  type         = "email"
  display_name = "${var.prefix} tells ${each.value}"
  labels       = { email_address = each.value }
}

locals {
  channels = [for channel in google_monitoring_notification_channel.mail : channel.id]
}
