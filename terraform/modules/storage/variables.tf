variable "project" {
  description = "The project; bucket names begin with it, since they are unique in the world."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "A project id has 6 to 30 small letters, digits and hyphens."
  }
}

variable "region" {
  description = "Where the buckets lie."
  type        = string
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region, such as europe-west1: events are brought within one."
  }
}

variable "topic" {
  description = "The topic of the home, for its card."
  type        = string
  validation {
    condition     = length(var.topic) > 0
    error_message = "A topic has a name."
  }
}

variable "database" {
  description = "The database of the home, for its card."
  type        = string
  validation {
    condition     = length(var.database) > 0
    error_message = "A database has a name."
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

variable "soft_delete_days" {
  description = "How long what was deleted can be brought back; 0 switches that off."
  type        = number
  default     = 7
  validation {
    condition     = var.soft_delete_days == 0 || (var.soft_delete_days >= 7 && var.soft_delete_days <= 90)
    error_message = "Cloud Storage takes 0, or 7 to 90 days."
  }
}

variable "origins" {
  description = "Sites whose pages send files straight into the inbox, https://NAME."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for origin in var.origins : startswith(origin, "https://") && !strcontains(origin, "*")])
    error_message = "Each is https://NAME, none is a pattern."
  }
}

variable "kms_key" {
  description = "The key by which objects are encrypted; null for Google's own."
  type        = string
  default     = null
  validation {
    condition     = var.kms_key == null ? true : can(regex("^projects/.+/locations/.+/keyRings/.+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "A key is projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}

variable "readers" {
  description = "Who reads which bucket: bucket => name => member."
  type        = map(map(string))
  validation {
    condition     = alltrue([for bucket in keys(var.readers) : contains(["inbox", "store"], bucket)])
    error_message = "The buckets are inbox and store."
  }
}

variable "writers" {
  description = "Who writes below which folders of a bucket, by any name."
  type        = map(object({ bucket = string, folders = list(string), member = string }))
  validation {
    condition     = alltrue([for writer in var.writers : contains(["inbox", "store"], writer.bucket)])
    error_message = "The buckets are inbox and store."
  }
}
