variable "region" {
  description = "Where secrets are kept."
  type        = string
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region, such as europe-west1."
  }
}

variable "secrets" {
  description = "name => the variable by which it is told, itself or as the path of a file, which version, and to which deployables. Without a version it is told to nobody yet."
  type = map(object({
    variable = string
    version  = optional(string)
    file     = optional(bool, false)
    readers  = list(string)
  }))
  default = {}
  validation {
    condition     = alltrue([for secret in var.secrets : can(regex("^[A-Z][A-Z0-9_]*$", secret.variable)) && secret.version != "latest"])
    error_message = "A variable is in capitals, and a version is a number: what runs is then known."
  }
}

variable "members" {
  description = "The deployables as roles name them, by name."
  type        = map(string)
  validation {
    condition     = length(var.members) > 0
    error_message = "A home has deployables."
  }
}

variable "kms_key" {
  description = "The key by which secrets are encrypted; null for Google's own."
  type        = string
  default     = null
  validation {
    condition     = var.kms_key == null ? true : can(regex("^projects/.+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "A key is projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}
