output "names" {
  description = "What each job is called, by step."
  value       = { for step, job in google_cloud_run_v2_job.job : step => job.name }
}
