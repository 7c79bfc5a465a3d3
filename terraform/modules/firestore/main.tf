# The ledger. Its indexes are those of ../../firestore.indexes.json, which the tests hold against the code's queries.

locals {
  told = jsondecode(file("${path.module}/../../firestore.indexes.json"))
  indexes = {
    for index in local.told.indexes :
    join(" ", [index.collectionGroup, join(",", [
      for field in index.fields : "${field.fieldPath}:${lower(try(field.order, field.arrayConfig))}"
    ])]) => index
  }
  fields = { for field in local.told.fieldOverrides : "${field.collectionGroup}/${field.fieldPath}" => field }
}

resource "google_firestore_database" "ledger" {
  name                              = var.database
  location_id                       = var.location
  type                              = "FIRESTORE_NATIVE"
  concurrency_mode                  = "OPTIMISTIC"
  app_engine_integration_mode       = "DISABLED"
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
  delete_protection_state           = var.deletion_protection ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  deletion_policy                   = var.deletion_protection ? "ABANDON" : "DELETE"

  dynamic "cmek_config" {
    for_each = var.kms_key == null ? [] : [var.kms_key]
    content {
      kms_key_name = cmek_config.value
    }
  }
}

resource "google_firestore_index" "index" {
  for_each = local.indexes

  database    = google_firestore_database.ledger.name
  collection  = each.value.collectionGroup
  query_scope = each.value.queryScope

  dynamic "fields" {
    for_each = each.value.fields
    content {
      field_path   = fields.value.fieldPath
      order        = try(fields.value.order, null)
      array_config = try(fields.value.arrayConfig, null)
    }
  }
}

resource "google_firestore_field" "field" {
  for_each = local.fields

  database   = google_firestore_database.ledger.name
  collection = each.value.collectionGroup
  field      = each.value.fieldPath

  index_config {
    dynamic "indexes" {
      for_each = each.value.indexes
      content {
        order        = try(indexes.value.order, null)
        array_config = try(indexes.value.arrayConfig, null)
        query_scope  = indexes.value.queryScope
      }
    }
  }

  dynamic "ttl_config" {
    for_each = try(each.value.ttl, false) ? [true] : []
    content {}
  }
}

resource "google_firestore_backup_schedule" "daily" {
  database  = google_firestore_database.ledger.name
  retention = "${var.backup_days.daily * 24 * 3600}s"
  daily_recurrence {}
}

resource "google_firestore_backup_schedule" "weekly" {
  database  = google_firestore_database.ledger.name
  retention = "${var.backup_days.weekly * 24 * 3600}s"
  weekly_recurrence {
    day = "SUNDAY"
  }
}

# Of this database alone.
resource "google_project_iam_member" "user" {
  for_each = var.users

  project = var.project
  role    = "roles/datastore.user"
  member  = each.value
  condition {
    title      = "the ledger of dropcut"
    expression = "resource.type == \"firestore.googleapis.com/Database\" && resource.name == \"projects/${var.project}/databases/${var.database}\""
  }
}
