variable "region" {
  description = "Where the API runs."
  type        = string
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region, such as europe-west1."
  }
}

variable "service" {
  description = "The Cloud Run service of the API."
  type        = string
  validation {
    condition     = length(var.service) > 0
    error_message = "A service has a name."
  }
}

variable "domain" {
  description = "The name under which the API is asked for; null leaves it at Cloud Run's own."
  type        = string
  default     = null
  validation {
    condition     = var.domain == null ? true : can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.domain))
    error_message = "A name such as cut.example.com."
  }
}

variable "armor" {
  description = "Whether Cloud Armor stands before it, and how often one address may ask in a minute."
  type = object({
    enabled           = optional(bool, true)
    requests_a_minute = optional(number, 1200)
  })
  default = {}
  validation {
    condition     = var.armor.requests_a_minute >= 10 && var.armor.requests_a_minute <= 1000000
    error_message = "10 to 1,000,000 requests a minute."
  }
}

variable "ssl_policy" {
  description = "A policy for TLS of 1.2 or newer, as projects/P/global/sslPolicies/NAME; null takes Google's default, which speaks older ones too."
  type        = string
  default     = null
  validation {
    condition     = var.ssl_policy == null ? true : can(regex("^projects/.+/global/sslPolicies/.+$", var.ssl_policy))
    error_message = "A policy is projects/P/global/sslPolicies/NAME."
  }
}
