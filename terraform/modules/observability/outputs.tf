output "dashboards" {
  description = "The dashboards, by name."
  value       = { for name, dashboard in google_monitoring_dashboard.of : name => dashboard.id }
}

output "alerts" {
  description = "Which section of docs/operations.md each alert leads to, by its name."
  value       = local.runbook
}

output "metrics" {
  description = "The metrics that are made of log lines, as Cloud Monitoring calls them."
  value       = { for name, metric in google_logging_metric.counted : name => "logging.googleapis.com/user/${metric.name}" }
}

output "channels" {
  description = "By which channels somebody is told, for a budget to tell them too."
  value       = local.channels
}
