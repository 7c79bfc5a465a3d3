variable "project_number" {
  description = "The number of the project, by which Google names its agents."
  type        = string
  validation {
    condition     = length(var.project_number) > 0
    error_message = "A project has a number."
  }
}

variable "storage_agent" {
  description = "Cloud Storage's agent of this project, as roles name it."
  type        = string
  validation {
    condition     = length(var.storage_agent) > 0
    error_message = "Cloud Storage has an agent in every project."
  }
}

variable "kms_key" {
  description = "The key, in the home's region; null for Google's own."
  type        = string
  default     = null
  validation {
    condition     = var.kms_key == null ? true : can(regex("^projects/.+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "A key is projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}
