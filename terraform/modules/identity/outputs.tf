output "emails" {
  description = "The address of each account, by name."
  value       = { for name, account in google_service_account.account : name => account.email }
}

output "members" {
  description = "Each account as roles name it, by name."
  value       = { for name, account in google_service_account.account : name => "serviceAccount:${account.email}" }
}
