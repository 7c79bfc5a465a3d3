variable "name" {
  description = "The environment: the folder below terraform/environments that describes it."
  type        = string
  validation {
    condition     = contains(["dev", "prod"], var.name)
    error_message = "dev or prod."
  }
}

variable "project" {
  description = "The project: one home lies in it, and nothing else need."
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

variable "firestore_location" {
  description = "Where the ledger is kept, when not in the region: eur3 and nam5 lie in several."
  type        = string
  default     = null
  validation {
    condition     = var.firestore_location == null ? true : can(regex("^([a-z]+-[a-z]+[0-9]+|eur3|nam5|nam7)$", var.firestore_location))
    error_message = "A region, eur3, nam5 or nam7."
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

variable "images" {
  description = "The images by the names of images.json, each by its digest."
  type        = map(string)
  validation {
    condition     = alltrue([for image in var.images : can(regex("@sha256:[0-9a-f]{64}$", image))])
    error_message = "Each is REGISTRY/NAME@sha256:DIGEST."
  }
  validation {
    condition     = length(setsubtract(keys(jsondecode(file("${path.module}/../../images.json"))), keys(var.images))) == 0
    error_message = "An image of images.json is missing."
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
  validation {
    condition     = alltrue([for admin in var.sign_in.admins : can(regex("^[a-z0-9]+:.+$", admin))])
    error_message = "An admin is ISSUER:PERSON, such as google:ann@example.com."
  }
}

variable "drive_folders" {
  description = "Folders of Google Drive that are looked at: id => owner. Without any nobody looks."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for folder, owner in var.drive_folders : can(regex("^[A-Za-z0-9_-]{10,}$", folder)) && !can(regex("[,=/]", owner))])
    error_message = "The id is the last part of a folder's address; an owner has no comma, = or /."
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
  description = "Whether Cloud Armor stands before the domain, and how often one address may ask in a minute."
  type = object({
    enabled           = optional(bool, true)
    requests_a_minute = optional(number, 1200)
  })
  default = {}
  validation {
    condition     = var.armor.requests_a_minute >= 10
    error_message = "Ten requests a minute at least."
  }
}

variable "ssl_policy" {
  description = "A policy for TLS of 1.2 or newer before the domain."
  type        = string
  default     = null
  validation {
    condition     = var.ssl_policy == null ? true : can(regex("^projects/.+/global/sslPolicies/.+$", var.ssl_policy))
    error_message = "A policy is projects/P/global/sslPolicies/NAME."
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

variable "soft_delete_days" {
  description = "How long what was deleted from the buckets can be brought back; 0 switches that off."
  type        = number
  default     = 7
  validation {
    condition     = var.soft_delete_days == 0 || (var.soft_delete_days >= 7 && var.soft_delete_days <= 90)
    error_message = "0, or 7 to 90 days."
  }
}

variable "backup_days" {
  description = "For how many days backups of the ledger are kept."
  type = object({
    daily  = optional(number, 7)
    weekly = optional(number, 56)
  })
  default = {}
  validation {
    condition     = alltrue([for days in values(var.backup_days) : days >= 1 && days <= 98])
    error_message = "1 to 98 days."
  }
}

variable "kms_key" {
  description = "A key of one's own for buckets, ledger, messages, images, secrets and instances; null for Google's."
  type        = string
  default     = null
  validation {
    condition     = var.kms_key == null ? true : can(regex("^projects/.+/locations/.+/keyRings/.+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "A key is projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}

variable "deletion_protection" {
  description = "Whether the ledger, services and jobs refuse to be deleted."
  type        = bool
  default     = true
}

variable "quiet_s" {
  description = "How long nothing must arrive in a drop before it counts as settled."
  type        = number
  default     = 60
  validation {
    condition     = var.quiet_s >= 0 && var.quiet_s <= 3600
    error_message = "Up to an hour."
  }
}

variable "patience_s" {
  description = "How long a message may take before the sweep sends another."
  type        = number
  default     = 60
  validation {
    condition     = var.patience_s >= 10 && var.patience_s <= 3600
    error_message = "10 s to an hour."
  }
}

variable "max_instances" {
  description = "How many instances of one function there are at most: what a flood of work may cost."
  type        = number
  default     = 20
  validation {
    condition     = var.max_instances >= 1 && var.max_instances <= 1000
    error_message = "1 to 1,000."
  }
}

variable "parallelism" {
  description = "How many tasks of one execution of a job run side by side, without and with a GPU."
  type = object({
    cpu = optional(number, 20)
    gpu = optional(number, 3)
  })
  default = {}
  validation {
    condition     = alltrue([for many in values(var.parallelism) : many >= 1 && many <= 100])
    error_message = "1 to 100."
  }
}

variable "gpu_zonal_redundancy" {
  description = "Whether cards are kept ready in a second zone, for more money."
  type        = bool
  default     = false
}

variable "secrets" {
  description = "Secrets: name => variable, version, whether it is told as a file, and the deployables that are told."
  type = map(object({
    variable = string
    version  = optional(string)
    file     = optional(bool, false)
    readers  = list(string)
  }))
  default = {}
  validation {
    condition     = alltrue([for secret in var.secrets : can(regex("^[A-Z][A-Z0-9_]*$", secret.variable))])
    error_message = "A variable is in capitals."
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
  description = "More variables that every process is told; nothing secret."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for name in keys(var.environment) : can(regex("^[A-Z][A-Z0-9_]*$", name))])
    error_message = "A variable is in capitals."
  }
}

variable "notification_emails" {
  description = "Who is told of alerts and of the budget."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for email in var.notification_emails : can(regex("^[^@ ]+@[^@ ]+$", email))])
    error_message = "Addresses such as ops@example.com."
  }
}

variable "budget" {
  description = "How much a month should cost at most, and who pays; null makes no budget."
  type = object({
    billing_account = string
    units           = number
    currency        = string
  })
  validation {
    condition     = var.budget == null ? true : var.budget.units >= 1
    error_message = "An amount of 1 at least."
  }
}

variable "pipeline" {
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
    condition     = var.pipeline == null ? true : can(regex("@sha256:[0-9a-f]{64}$", var.pipeline.base_image))
    error_message = "The base image is named by its digest."
  }
}
