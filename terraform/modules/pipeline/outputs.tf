output "triggers" {
  description = "The triggers of Cloud Build: what builds, and what waits for an approval."
  value       = { build = google_cloudbuild_trigger.build.name, roll_out = google_cloudbuild_trigger.roll_out.name }
}

output "attestor" {
  description = "Who vouches for images."
  value       = google_binary_authorization_attestor.built.name
}
