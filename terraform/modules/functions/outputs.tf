output "uris" {
  description = "Where each function is, by folder."
  value       = { for name, service in google_cloud_run_v2_service.function : name => service.uri }
}

output "names" {
  description = "What each service is called, by folder."
  value       = { for name, service in google_cloud_run_v2_service.function : name => service.name }
}
