output "database" {
  description = "The name of the database."
  value       = google_firestore_database.ledger.name
}

output "indexes" {
  description = "The indexes of several fields that are deployed, by what they answer."
  value       = keys(google_firestore_index.index)
}
