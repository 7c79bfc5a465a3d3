variable "project" {
  description = "The project of this environment; nothing else need be in it."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "A project id has 6 to 30 small letters, digits and hyphens."
  }
}

variable "region" {
  description = "Where everything is kept and done. For upscaling it must have L4 cards for Cloud Run jobs."
  type        = string
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region, such as europe-west1."
  }
}

variable "images" {
  description = "The images by the names of terraform/images.json, each by its digest; the pipeline writes them."
  type        = map(string)
  validation {
    condition     = alltrue([for image in var.images : can(regex("@sha256:[0-9a-f]{64}$", image))])
    error_message = "Each is REGISTRY/NAME@sha256:DIGEST."
  }
}

variable "sign_in" {
  description = "Who may sign in to the API: docs/api.md tells what each holds."
  type = object({
    clients           = optional(list(string), [])
    issuers           = optional(string, "[]")
    admins            = optional(list(string), [])
    origins           = optional(list(string), [])
    requests_a_minute = optional(number, 1200)
  })
  validation {
    condition     = length(var.sign_in.clients) > 0 || try(length(jsondecode(var.sign_in.issuers)) > 0, false)
    error_message = "Name an OAuth client id or an issuer: nobody could sign in."
  }
}

variable "budget" {
  description = "How much a month should cost at most, and who pays; null makes no budget."
  type        = object({ billing_account = string, units = number, currency = string })
  validation {
    condition     = var.budget == null ? true : can(regex("^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.budget.billing_account))
    error_message = "A billing account is 012345-6789AB-CDEF01."
  }
}

variable "notification_emails" {
  description = "Who is told of alerts and of the budget."
  type        = list(string)
  validation {
    condition     = length(var.notification_emails) > 0
    error_message = "Somebody must be told."
  }
}

variable "drive_folders" {
  description = "Folders of Google Drive that are looked at: id => owner."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for folder in keys(var.drive_folders) : can(regex("^[A-Za-z0-9_-]{10,}$", folder))])
    error_message = "The id is the last part of a folder's address."
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

variable "kms_key" {
  description = "A key of one's own for all that is kept; null for Google's. It must lie in the region."
  type        = string
  default     = null
  validation {
    condition     = var.kms_key == null ? true : can(regex("^projects/.+/locations/.+/keyRings/.+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "A key is projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}

variable "inbox_days" {
  description = "After how many days the users' own files are deleted; null keeps them."
  type        = number
  default     = null
  validation {
    condition     = var.inbox_days == null ? true : var.inbox_days >= 1 && floor(var.inbox_days) == var.inbox_days
    error_message = "A whole number from 1 on, or null."
  }
}

variable "keep" {
  description = "How long a home keeps what it makes, by kind: docs/compliance.md tells the kinds, as artifacts=30,deliveries=365."
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^([a-z]+=([0-9]+|never)(,[a-z]+=([0-9]+|never))*)?$", var.keep))
    error_message = "KIND=DAYS or KIND=never, with commas between."
  }
}

variable "traces" {
  description = "Which part of all traces is kept in Cloud Trace: 0 none, 0.1 a tenth, 1 all."
  type        = number
  default     = 0.1
  validation {
    condition     = var.traces >= 0 && var.traces <= 1
    error_message = "From 0 to 1."
  }
}

variable "runbooks" {
  description = "Where docs/operations.md is read, as an https address: alerts link to its sections."
  type        = string
  default     = ""
  validation {
    condition     = var.runbooks == "" || can(regex("^https://[^ #]+$", var.runbooks))
    error_message = "An https address without a fragment, or nothing."
  }
}

variable "mail" {
  description = "The server through which people are sent mail, and whom it is from; null sends none. Its password is a version of the secret dropcut-mail."
  type = object({
    server           = string
    from             = string
    security         = optional(string, "starttls")
    user             = optional(string, "")
    password_version = optional(string)
  })
  default = null
  validation {
    condition     = var.mail == null ? true : can(regex("^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?$", var.mail.server))
    error_message = "The server is HOST or HOST:PORT, such as smtp.example.com."
  }
  validation {
    condition     = var.mail == null ? true : can(regex("^[^@ ]+@[^@ ]+$", var.mail.from))
    error_message = "Mail is from an address such as dropcut@example.com."
  }
  validation {
    condition     = var.mail == null ? true : contains(["starttls", "tls"], var.mail.security)
    error_message = "The line is closed to others by starttls or by tls."
  }
  validation {
    condition     = var.mail == null ? true : var.mail.password_version == null || (var.mail.user != "" && can(regex("^[0-9]+$", var.mail.password_version)))
    error_message = "A password is of a user, and its version a number: what runs is then known."
  }
}

variable "environment" {
  description = "More variables that every process is told, nothing secret: docs/operations.md has the table."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for name in keys(var.environment) : can(regex("^[A-Z][A-Z0-9_]*$", name))])
    error_message = "A variable is in capitals."
  }
}

variable "secrets" {
  description = "Secrets: name => variable, version (a number; none until there is one), whether it is told as a file, and the deployables that are told."
  type        = map(object({ variable = string, version = optional(string), file = optional(bool, false), readers = list(string) }))
  default     = {}
  validation {
    condition     = alltrue([for secret in var.secrets : can(regex("^[A-Z][A-Z0-9_]*$", secret.variable))])
    error_message = "A variable is in capitals."
  }
}

variable "source_code" {
  description = "Where changes come from and what they are built with; null builds nothing here."
  type = object({
    repository   = string
    state_bucket = string
    base_image   = string
    branch       = optional(string, "main")
    models       = optional(list(string), [])
  })
  default = null
  validation {
    condition     = var.source_code == null ? true : can(regex("@sha256:[0-9a-f]{64}$", var.source_code.base_image))
    error_message = "The base image is named by its digest."
  }
}

variable "database" {
  description = "The name of the ledger's database."
  type        = string
  default     = "(default)"
  validation {
    condition     = var.database == "(default)" || can(regex("^[a-z][a-z0-9-]{2,61}[a-z0-9]$", var.database))
    error_message = "(default), or 4 to 63 small letters, digits and hyphens."
  }
}

variable "armor" {
  description = "Whether Cloud Armor stands before the domain, and how often one address may ask in a minute."
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
  description = "A policy for TLS of 1.2 or newer before the domain, as projects/P/global/sslPolicies/NAME."
  type        = string
  default     = null
  validation {
    condition     = var.ssl_policy == null ? true : can(regex("^projects/.+/global/sslPolicies/.+$", var.ssl_policy))
    error_message = "A policy is projects/P/global/sslPolicies/NAME."
  }
}
