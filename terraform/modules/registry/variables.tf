variable "region" {
  description = "Where the images lie."
  type        = string
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region, such as europe-west1."
  }
}

variable "versions_kept" {
  description = "How many versions of each image are kept, however old they are."
  type        = number
  default     = 10
  validation {
    condition     = var.versions_kept >= 2 && floor(var.versions_kept) == var.versions_kept
    error_message = "Two at least: to roll back there must be one before."
  }
}

variable "kms_key" {
  description = "The key by which images are encrypted; null for Google's own."
  type        = string
  default     = null
  validation {
    condition     = var.kms_key == null ? true : can(regex("^projects/.+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "A key is projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}

variable "writers" {
  description = "Who pushes images: name => member."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for member in var.writers : startswith(member, "serviceAccount:")])
    error_message = "Only service accounts push images."
  }
}
