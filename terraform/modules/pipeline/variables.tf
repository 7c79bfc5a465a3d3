variable "project" {
  description = "The project that builds and is built into."
  type        = string
  validation {
    condition     = length(var.project) > 0
    error_message = "A project has an id."
  }
}

variable "region" {
  description = "Where builds run."
  type        = string
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region, such as europe-west1."
  }
}

variable "environment" {
  description = "The folder below terraform/environments that is planned and applied."
  type        = string
  validation {
    condition     = contains(["dev", "prod"], var.environment)
    error_message = "dev or prod."
  }
}

variable "registry" {
  description = "What stands before the name of every image."
  type        = string
  validation {
    condition     = length(var.registry) > 0
    error_message = "A registry has a name."
  }
}

variable "repository" {
  description = "The source, as Cloud Build knows it: projects/P/locations/L/connections/C/repositories/R."
  type        = string
  validation {
    condition     = can(regex("^projects/.+/connections/.+/repositories/.+$", var.repository))
    error_message = "Connect the repository first: docs/operations.md."
  }
}

variable "branch" {
  description = "What is pushed to this branch is built."
  type        = string
  default     = "main"
  validation {
    condition     = can(regex("^[A-Za-z0-9._/-]+$", var.branch))
    error_message = "The plain name of a branch."
  }
}

variable "state_bucket" {
  description = "The bucket of terraform's state, and of plans that wait."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$", var.state_bucket))
    error_message = "The name of a bucket."
  }
}

variable "base_image" {
  description = "The image of Python that all others stand on, by its digest."
  type        = string
  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.base_image))
    error_message = "NAME@sha256:DIGEST; docs/operations.md tells how to look it up."
  }
}

variable "models" {
  description = "Models that are put into the images; to name one is to agree to its licence (dropcut models list)."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for model in var.models : can(regex("^[A-Za-z0-9._-]+$", model))])
    error_message = "Names as dropcut models list tells them."
  }
}

variable "builder" {
  description = "The address of the account that builds, signs and plans."
  type        = string
  validation {
    condition     = length(var.builder) > 0
    error_message = "An account has an address."
  }
}

variable "deployer" {
  description = "The address of the account that applies, once somebody approved."
  type        = string
  validation {
    condition     = length(var.deployer) > 0
    error_message = "An account has an address."
  }
}
