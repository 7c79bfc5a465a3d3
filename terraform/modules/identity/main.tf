# One service account for each deployable, and for each of those who call them. What each may do stands with what it opens.

resource "google_service_account" "account" {
  for_each = var.accounts

  account_id   = "dropcut-${each.key}"
  display_name = "Dropcut: ${each.value}"
}
