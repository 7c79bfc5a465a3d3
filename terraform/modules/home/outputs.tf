output "inbox" {
  description = "Where users drop: gs://BUCKET/inbox/OWNER/DROP/."
  value       = module.storage.inbox
}

output "store" {
  description = "Where artifacts and deliveries lie: gs://BUCKET/outbox/OWNER/DROP/."
  value       = module.storage.store
}

output "submit" {
  description = "What somebody types to have a folder cut here."
  value       = "dropcut submit FOLDER --to gs://${module.storage.inbox}/inbox/OWNER/"
}

output "api" {
  description = "Where the API is."
  value       = "https://${local.hosts[0]}"
}

output "api_address" {
  description = "What the A record of the domain must name; null without a domain."
  value       = module.api.address
}

output "drive_account" {
  description = "With whom a folder of Google Drive is shared."
  value       = module.identity.emails["drive"]
}

output "registry" {
  description = "What stands before the name of every image."
  value       = module.registry.repository
}

output "images" {
  description = "Which images must be built."
  value       = module.catalog.images
}

output "functions" {
  description = "What each service is called, by folder."
  value       = merge(module.functions.names, module.advance.names)
}

output "jobs" {
  description = "What each job is called, by step."
  value       = module.jobs.names
}

output "topics" {
  description = "The topic of work and that of dead letters."
  value       = module.events.topics
}

output "subscriptions" {
  description = "What each push subscription is called, by step."
  value       = module.events.subscriptions
}

output "dead_letters" {
  description = "Where messages wait that nobody could take."
  value       = module.events.dead_letters
}

output "inbox_subscriptions" {
  description = "Eventarc's own subscriptions, for a dead letter topic of theirs."
  value       = module.events.inbox_subscriptions
}
