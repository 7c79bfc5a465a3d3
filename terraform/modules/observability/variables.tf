variable "project" {
  description = "The project that is watched."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "A project's id has 6 to 30 small letters, digits and hyphens."
  }
}

variable "prefix" {
  description = "Names of what this module makes begin with it, metrics too: as dropcut in logging.googleapis.com/user/dropcut/attempts."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}$", var.prefix))
    error_message = "Small letters, digits and hyphens, a letter first."
  }
}

variable "notification_emails" {
  description = "Who is told of alerts. Each address has to say yes to the first message."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.notification_emails : can(regex("^[^@ ]+@[^@ ]+[.][^@ ]+$", address))])
    error_message = "Addresses of mail, as ops@example.com."
  }
}

variable "functions" {
  description = "The Cloud Run service of each function, by the function's name: api, advance, sweep, find, ..."
  type        = map(string)
}

variable "jobs" {
  description = "The Cloud Run job of each step that runs in one, by the step's name: render, upscale, ..."
  type        = map(string)
}

variable "topics" {
  description = "Topics of Pub/Sub by what they carry: `work`, and `dead_letters` where messages lie that nobody took."
  type        = map(string)
}

variable "subscriptions" {
  description = "Subscriptions of Pub/Sub by whom they push to; `dead_letters` is the one by which those are looked at."
  type        = map(string)
}

variable "runbooks" {
  description = "Where docs/operations.md is read, as an address: alerts link to its sections."
  type        = string
  default     = ""

  validation {
    condition     = var.runbooks == "" || can(regex("^https://[^ #]+$", var.runbooks))
    error_message = "An https address without a fragment, or nothing."
  }
}

variable "limits" {
  description = "From which figures on somebody is told; times in seconds. Those that are left out are as here."
  type = object({
    failed_attempts_in_15_min = optional(number, 5)
    queue_p95                 = optional(number, 900)
    oldest_task               = optional(number, 7200)
    oldest_message            = optional(number, 1800)
    sweep_silent              = optional(number, 900)
    api_errors_in_5_min       = optional(number, 5)
  })
  default = {}

  validation {
    condition     = alltrue([for limit in values(var.limits) : limit >= 0])
    error_message = "No figure falls below zero."
  }
}
