variable "project" {
  description = "The project that the database belongs to."
  type        = string
  validation {
    condition     = length(var.project) > 0
    error_message = "A project has an id."
  }
}

variable "database" {
  description = "The name of the database."
  type        = string
  default     = "(default)"
  validation {
    condition     = var.database == "(default)" || can(regex("^[a-z][a-z0-9-]{2,61}[a-z0-9]$", var.database))
    error_message = "(default), or 4 to 63 small letters, digits and hyphens."
  }
}

variable "location" {
  description = "Where documents are kept: a region, or a multi-region such as eur3 or nam5."
  type        = string
  validation {
    condition     = can(regex("^([a-z]+-[a-z]+[0-9]+|eur3|nam5|nam7)$", var.location))
    error_message = "A region, eur3, nam5 or nam7."
  }
}

variable "backup_days" {
  description = "For how many days backups are kept."
  type = object({
    daily  = optional(number, 7)
    weekly = optional(number, 56)
  })
  default = {}
  validation {
    condition     = alltrue([for days in values(var.backup_days) : days >= 1 && days <= 98])
    error_message = "Firestore keeps backups for 1 to 98 days."
  }
}

variable "deletion_protection" {
  description = "Whether the database refuses to be deleted."
  type        = bool
  default     = true
}

variable "kms_key" {
  description = "The key by which documents are encrypted; null for Google's own. It cannot be changed afterwards."
  type        = string
  default     = null
  validation {
    condition     = var.kms_key == null ? true : can(regex("^projects/.+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "A key is projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}

variable "users" {
  description = "Who reads and writes documents: name => member."
  type        = map(string)
  validation {
    condition     = alltrue([for member in var.users : startswith(member, "serviceAccount:")])
    error_message = "Only service accounts: people look by the console, with roles of their own."
  }
}
