# Whoever is told finds what to do in docs/operations.md, in the section that carries the alert's name.
locals {
  user = "metric.type = \"logging.googleapis.com/user/${var.prefix}"
  runs = { functions = "cloud_run_revision", jobs = "cloud_run_job" }

  alerts = {
    "work-fails-for-good" = {
      title    = "Work fails for good"
      severity = "WARNING"
      conditions = { for name, resource in local.runs : name => {
        filter    = "${local.user}/attempts\" AND resource.type = \"${resource}\" AND metric.labels.outcome = \"failed\""
        above     = var.limits.failed_attempts_in_15_min
        period    = 900
        aligner   = "ALIGN_DELTA"
        reducer   = "REDUCE_SUM"
        group_by  = ["metric.label.step"]
        lasts     = 0
        threshold = true
      } }
    }
    "a-mistake-of-ours" = {
      title    = "A mistake of ours"
      severity = "ERROR"
      conditions = { for name, resource in local.runs : name => {
        filter    = "metric.type = \"logging.googleapis.com/log_entry_count\" AND resource.type = \"${resource}\" AND metric.labels.severity = \"ERROR\""
        above     = 0
        period    = 300
        aligner   = "ALIGN_DELTA"
        reducer   = "REDUCE_SUM"
        group_by  = []
        lasts     = 0
        threshold = true
      } }
    }
    "work-waits-too-long" = {
      title    = "Work waits too long"
      severity = "WARNING"
      conditions = { for name, resource in local.runs : name => {
        filter    = "${local.user}/queue_seconds\" AND resource.type = \"${resource}\""
        above     = var.limits.queue_p95
        period    = 600
        aligner   = "ALIGN_DELTA"
        reducer   = "REDUCE_PERCENTILE_95"
        group_by  = ["metric.label.step"]
        lasts     = 600
        threshold = true
      } }
    }
    "a-task-is-old" = {
      title    = "A task is old"
      severity = "WARNING"
      conditions = { functions = {
        filter    = "${local.user}/oldest_task_seconds\" AND resource.type = \"cloud_run_revision\""
        above     = var.limits.oldest_task
        period    = 300
        aligner   = "ALIGN_DELTA"
        reducer   = "REDUCE_PERCENTILE_50"
        group_by  = []
        lasts     = 900
        threshold = true
      } }
    }
    "the-sweep-is-silent" = {
      title    = "The sweep is silent"
      severity = "CRITICAL"
      conditions = { functions = {
        filter    = "${local.user}/sweeps\" AND resource.type = \"cloud_run_revision\""
        above     = 0
        period    = 300
        aligner   = "ALIGN_DELTA"
        reducer   = "REDUCE_SUM"
        group_by  = []
        lasts     = var.limits.sweep_silent
        threshold = false
      } }
    }
    "dead-letters-wait" = {
      title    = "Dead letters wait"
      severity = "ERROR"
      conditions = { dead_letters = {
        filter    = "metric.type = \"pubsub.googleapis.com/subscription/num_undelivered_messages\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${local.dead_letters}\""
        above     = 0
        period    = 300
        aligner   = "ALIGN_MAX"
        reducer   = "REDUCE_SUM"
        group_by  = []
        lasts     = 0
        threshold = true
      } }
    }
    "messages-are-not-taken" = {
      title    = "Messages are not taken"
      severity = "WARNING"
      conditions = { subscriptions = {
        filter    = "metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id != \"${local.dead_letters}\""
        above     = var.limits.oldest_message
        period    = 300
        aligner   = "ALIGN_MAX"
        reducer   = "REDUCE_MAX"
        group_by  = ["resource.label.subscription_id"]
        lasts     = 300
        threshold = true
      } }
    }
    "executions-fail" = {
      title    = "Executions fail"
      severity = "WARNING"
      conditions = { jobs = {
        filter    = "metric.type = \"run.googleapis.com/job/completed_execution_count\" AND resource.type = \"cloud_run_job\" AND metric.labels.result = \"failed\""
        above     = 0
        period    = 600
        aligner   = "ALIGN_DELTA"
        reducer   = "REDUCE_SUM"
        group_by  = ["resource.label.job_name"]
        lasts     = 0
        threshold = true
      } }
    }
    "the-api-answers-with-errors" = {
      title    = "The API answers with errors"
      severity = "ERROR"
      conditions = { api = {
        filter    = "metric.type = \"run.googleapis.com/request_count\" AND resource.type = \"cloud_run_revision\" AND resource.labels.service_name = \"${lookup(var.functions, "api", "api")}\" AND metric.labels.response_code_class = \"5xx\""
        above     = var.limits.api_errors_in_5_min
        period    = 300
        aligner   = "ALIGN_DELTA"
        reducer   = "REDUCE_SUM"
        group_by  = []
        lasts     = 0
        threshold = true
      } }
    }
  }

  # What is told by a line of the log as soon as it stands there.
  log_alerts = {
    "no-gpu-is-there" = {
      title    = "No GPU is there"
      severity = "ERROR"
      filter   = "resource.type=\"cloud_run_job\" AND jsonPayload.message=\"the CPU does the work: no GPU is here\""
    }
    "somebody-knocks" = {
      title    = "Somebody knocks"
      severity = "WARNING"
      filter   = "resource.type=\"cloud_run_revision\" AND jsonPayload.message=\"somebody is not let in\""
    }
  }

  dead_letters = lookup(var.subscriptions, "dead_letters", "${var.prefix}-dead-letters")
  runbook      = { for name in concat(keys(local.alerts), keys(local.log_alerts)) : name => "docs/operations.md#${name}" }
}

resource "google_monitoring_alert_policy" "of" {
  for_each = local.alerts

  project               = var.project
  display_name          = "${var.prefix}: ${each.value.title}"
  severity              = each.value.severity
  combiner              = "OR"
  notification_channels = local.channels
  user_labels           = { runbook = each.key }

  dynamic "conditions" {
    for_each = { for name, condition in each.value.conditions : name => condition if condition.threshold }
    content {
      display_name = "${each.value.title} (${conditions.key})"

      condition_threshold {
        filter          = conditions.value.filter
        comparison      = "COMPARISON_GT"
        threshold_value = conditions.value.above
        duration        = "${conditions.value.lasts}s"

        aggregations {
          alignment_period     = "${conditions.value.period}s"
          per_series_aligner   = conditions.value.aligner
          cross_series_reducer = conditions.value.reducer
          group_by_fields      = conditions.value.group_by
        }
      }
    }
  }

  dynamic "conditions" {
    for_each = { for name, condition in each.value.conditions : name => condition if !condition.threshold }
    content {
      display_name = "${each.value.title} (${conditions.key})"

      condition_absent {
        filter   = conditions.value.filter
        duration = "${conditions.value.lasts}s"

        aggregations {
          alignment_period     = "${conditions.value.period}s"
          per_series_aligner   = conditions.value.aligner
          cross_series_reducer = conditions.value.reducer
        }
      }
    }
  }

  documentation {
    subject   = "${var.prefix}: ${each.value.title}"
    mime_type = "text/markdown"
    content   = "What it means and what to do: ${local.runbook[each.key]}, in the repository of Dropcut."

    dynamic "links" {
      for_each = var.runbooks == "" ? [] : ["${var.runbooks}#${each.key}"]
      content {
        display_name = "Runbook: ${each.value.title}"
        url          = links.value
      }
    }
  }

  depends_on = [google_logging_metric.counted]
}

resource "google_monitoring_alert_policy" "of_a_line" {
  for_each = local.log_alerts

  project               = var.project
  display_name          = "${var.prefix}: ${each.value.title}"
  severity              = each.value.severity
  combiner              = "OR"
  notification_channels = local.channels
  user_labels           = { runbook = each.key }

  conditions {
    display_name = each.value.title

    condition_matched_log {
      filter = each.value.filter
    }
  }

  # Google wants to know of alerts on lines how often it may tell of them.
  alert_strategy {
    auto_close = "1800s"

    notification_rate_limit {
      period = "300s"
    }
  }

  documentation {
    subject   = "${var.prefix}: ${each.value.title}"
    mime_type = "text/markdown"
    content   = "What it means and what to do: ${local.runbook[each.key]}, in the repository of Dropcut."

    dynamic "links" {
      for_each = var.runbooks == "" ? [] : ["${var.runbooks}#${each.key}"]
      content {
        display_name = "Runbook: ${each.value.title}"
        url          = links.value
      }
    }
  }
}
