# What processes say in log lines, counted: they live too short to be asked. The list is written by dropcut.telemetry.listing.
locals {
  metrics = { for metric in jsondecode(file("${path.module}/metrics.json")) : metric.name => metric }

  # Google takes no distribution without bounds: of those that have none only the sum is looked at.
  plain_bounds = [0, 1, 10, 100, 1000, 10000]
}

resource "google_logging_metric" "counted" {
  for_each = local.metrics

  project     = var.project
  name        = "${var.prefix}/${each.key}"
  description = each.value.told
  filter      = "resource.type=(\"cloud_run_revision\" OR \"cloud_run_job\") AND ${each.value.filter}${each.value.field == "" ? "" : " AND jsonPayload.${each.value.field}:*"}"

  label_extractors = { for label in each.value.labels : label => "EXTRACT(jsonPayload.${label})" }
  value_extractor  = each.value.field == "" ? null : "EXTRACT(jsonPayload.${each.value.field})"

  metric_descriptor {
    metric_kind  = "DELTA"
    value_type   = each.value.field == "" ? "INT64" : "DISTRIBUTION"
    unit         = each.value.unit
    display_name = "Dropcut: ${replace(each.key, "_", " ")}"

    dynamic "labels" {
      for_each = each.value.labels
      content {
        key        = labels.value
        value_type = "STRING"
      }
    }
  }

  dynamic "bucket_options" {
    for_each = each.value.field == "" ? [] : [length(each.value.bounds) > 0 ? each.value.bounds : local.plain_bounds]
    content {
      explicit_buckets {
        bounds = bucket_options.value
      }
    }
  }
}
