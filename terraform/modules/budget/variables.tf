variable "project" {
  description = "The project, for the budget's name."
  type        = string
  validation {
    condition     = length(var.project) > 0
    error_message = "A project has an id."
  }
}

variable "project_number" {
  description = "Its number, by which bills are sorted."
  type        = string
  validation {
    condition     = length(var.project_number) > 0
    error_message = "A project has a number."
  }
}

variable "billing_account" {
  description = "The account that pays."
  type        = string
  validation {
    condition     = can(regex("^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.billing_account))
    error_message = "A billing account is 012345-6789AB-CDEF01."
  }
}

variable "amount" {
  description = "How much a month should cost at most. It warns, and stops nothing: budget: in dropcut.yaml stops jobs."
  type        = object({ units = number, currency = string })
  validation {
    condition     = var.amount.units >= 1 && floor(var.amount.units) == var.amount.units && can(regex("^[A-Z]{3}$", var.amount.currency))
    error_message = "A whole amount of 1 at least, and the billing account's currency, such as EUR."
  }
}

variable "thresholds" {
  description = "At which parts of the amount somebody is told."
  type        = list(number)
  default     = [0.5, 0.9, 1]
  validation {
    condition     = length(var.thresholds) > 0 && alltrue([for part in var.thresholds : part > 0 && part <= 5])
    error_message = "Parts of the amount, such as 0.5."
  }
}

variable "channels" {
  description = "Notification channels, beside those who look after the billing account."
  type        = list(string)
  default     = []
  validation {
    condition     = length(var.channels) <= 5
    error_message = "A budget tells five channels at most."
  }
}
