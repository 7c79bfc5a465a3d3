# Each file is a dashboard as Cloud Monitoring exports it. PREFIX stands for the prefix of the metrics' names, and UNDERSCORED for
# how PromQL spells it.
locals {
  dashboards = { for file in fileset("${path.module}/dashboards", "*.json") : trimsuffix(file, ".json") => file }
}

resource "google_monitoring_dashboard" "of" {
  for_each = local.dashboards

  project = var.project
  dashboard_json = jsonencode(jsondecode(replace(
    replace(file("${path.module}/dashboards/${each.value}"), "PREFIX", var.prefix), "UNDERSCORED", replace(var.prefix, "-", "_")
  )))

  depends_on = [google_logging_metric.counted]
}
