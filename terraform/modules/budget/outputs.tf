output "name" {
  description = "The budget, as the Billing API calls it."
  value       = google_billing_budget.month.name
}
