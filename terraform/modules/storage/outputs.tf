output "inbox" {
  description = "The bucket that users drop into."
  value       = google_storage_bucket.bucket["inbox"].name
}

output "store" {
  description = "The bucket of artifacts and deliveries."
  value       = google_storage_bucket.bucket["store"].name
}
