# Who is told when money goes: at half, at most, at all of it, and when it looks as if it would not do.

resource "google_billing_budget" "month" {
  billing_account = var.billing_account
  display_name    = "Dropcut in ${var.project}"

  budget_filter {
    projects               = ["projects/${var.project_number}"]
    calendar_period        = "MONTH"
    credit_types_treatment = "INCLUDE_ALL_CREDITS"
  }

  amount {
    specified_amount {
      currency_code = var.amount.currency
      units         = tostring(var.amount.units)
    }
  }

  dynamic "threshold_rules" {
    for_each = var.thresholds
    content {
      threshold_percent = threshold_rules.value
    }
  }

  threshold_rules {
    threshold_percent = 1
    spend_basis       = "FORECASTED_SPEND"
  }

  dynamic "all_updates_rule" {
    for_each = length(var.channels) > 0 ? [var.channels] : []
    content {
      monitoring_notification_channels = all_updates_rule.value
    }
  }
}
