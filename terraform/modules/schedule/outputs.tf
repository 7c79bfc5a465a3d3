output "names" {
  description = "What each call is named."
  value       = { for name, job in google_cloud_scheduler_job.call : name => job.name }
}
