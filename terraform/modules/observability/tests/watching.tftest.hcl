mock_provider "google" {}

variables {
  project             = "dropcut-test"
  prefix              = "dropcut"
  notification_emails = ["ops@example.com", "night@example.com"]
  functions           = { api = "dropcut-api", sweep = "dropcut-sweep" }
  jobs                = { render = "dropcut-render" }
  topics              = { work = "dropcut-work", dead_letters = "dropcut-dead-letters" }
  subscriptions       = { find = "dropcut-find", dead_letters = "dropcut-dead-letters" }
}

run "every_alert_leads_to_a_runbook_and_tells_somebody" {
  command = plan

  assert {
    condition = alltrue([
      for name, policy in google_monitoring_alert_policy.of : strcontains(policy.documentation[0].content, "docs/operations.md#${name}")
    ])
    error_message = "An alert does not say where its runbook is."
  }

  assert {
    condition     = length(google_monitoring_alert_policy.of) + length(google_monitoring_alert_policy.of_a_line) == length(output.alerts)
    error_message = "An alert has no runbook."
  }

  assert {
    condition     = length(google_monitoring_notification_channel.mail) == 2
    error_message = "Somebody is not told."
  }
}

run "a_runbook_is_a_link_where_it_can_be_read" {
  command = plan

  variables {
    runbooks = "https://example.com/operations"
  }

  assert {
    condition = alltrue([
      for name, policy in google_monitoring_alert_policy.of : policy.documentation[0].links[0].url == "https://example.com/operations#${name}"
    ])
    error_message = "An alert does not link to its section."
  }
}

run "every_metric_of_the_table_is_made_and_named_by_the_prefix" {
  command = plan

  variables {
    prefix = "dropcut-dev"
  }

  assert {
    condition     = length(google_logging_metric.counted) == length(jsondecode(file("metrics.json")))
    error_message = "A metric is missing."
  }

  assert {
    condition     = alltrue([for metric in google_logging_metric.counted : startswith(metric.name, "dropcut-dev/")])
    error_message = "A metric is not told from those of another home."
  }

  assert {
    condition = alltrue([
      for board in google_monitoring_dashboard.of : !strcontains(board.dashboard_json, "PREFIX") && !strcontains(board.dashboard_json, "UNDERSCORED")
    ])
    error_message = "A dashboard was not given the names of the metrics."
  }
}

run "nonsense_is_refused" {
  command = plan

  variables {
    notification_emails = ["nobody"]
    runbooks            = "http://example.com/#here"
  }

  expect_failures = [var.notification_emails, var.runbooks]
}
