# Cloud Run writes a line of its own about each request, with its address, and the API's hold names of owners and drops: the home's
# own lines tell the same of every request, and name nobody (docs/compliance.md). How many there were and how they ended is a metric.
resource "google_logging_project_exclusion" "addresses" {
  project     = var.project
  name        = "${var.prefix}-addresses"
  description = "Addresses of the API's requests, which hold names, are not kept."
  filter      = "logName=\"projects/${var.project}/logs/run.googleapis.com%2Frequests\" AND resource.labels.service_name=\"${lookup(var.functions, "api", "api")}\""
}
