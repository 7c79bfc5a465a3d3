variable "region" {
  description = "Where the clock stands."
  type        = string
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region, such as europe-west1."
  }
}

variable "calls" {
  description = "Who is called: name => where, when, why, and how long an answer may take."
  type = map(object({
    uri         = string
    description = string
    schedule    = optional(string, "* * * * *")
    deadline_s  = number
  }))
  validation {
    condition     = alltrue([for call in var.calls : call.deadline_s >= 15 && call.deadline_s <= 1800])
    error_message = "Cloud Scheduler waits 15 to 1,800 seconds."
  }
}

variable "clock" {
  description = "The address of the account by which the clock calls."
  type        = string
  validation {
    condition     = length(var.clock) > 0
    error_message = "An account has an address."
  }
}

variable "audience" {
  description = "For whom the tokens of calls are."
  type        = string
  validation {
    condition     = length(var.audience) > 0
    error_message = "A token is for somebody."
  }
}
