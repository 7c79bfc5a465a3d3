output "topics" {
  description = "The topics, by what they carry: work, dead_letters."
  value       = { for name, topic in google_pubsub_topic.topic : replace(trimprefix(name, "dropcut-"), "-", "_") => topic.name }
}

output "subscriptions" {
  description = "What each push subscription is called, by step."
  value       = { for step, subscription in google_pubsub_subscription.push : step => subscription.name }
}

output "dead_letters" {
  description = "The subscription that keeps what was never taken."
  value       = google_pubsub_subscription.dead_letters.name
}

output "inbox_subscriptions" {
  description = "The subscriptions that Eventarc made for itself; they take a dead letter topic by hand only."
  value       = { for name, trigger in google_eventarc_trigger.inbox : name => try(trigger.transport[0].pubsub[0].subscription, null) }
}
