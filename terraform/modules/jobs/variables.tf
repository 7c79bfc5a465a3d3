variable "region" {
  description = "Where jobs run; a GPU must be had there."
  type        = string
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region, such as europe-west1."
  }
}

variable "mount" {
  description = "The folder below which buckets are mounted, each under its own name."
  type        = string
  validation {
    condition     = can(regex("^/[a-z/]+[a-z]$", var.mount))
    error_message = "A folder of its own, such as /mnt/dropcut."
  }
}

variable "parallelism" {
  description = "How many tasks of one execution run side by side: with a GPU it is what the quota allows, and what a minute costs."
  type        = object({ cpu = number, gpu = number })
  validation {
    condition     = alltrue([for many in values(var.parallelism) : many >= 1 && many <= 100 && floor(many) == many])
    error_message = "1 to 100: an execution has no more tasks."
  }
}

variable "gpu_zonal_redundancy" {
  description = "Whether cards are kept ready in a second zone; that costs more, and a lost task is done again anyway."
  type        = bool
  default     = false
}

variable "kms_key" {
  description = "The key by which images are kept for running; null for Google's own."
  type        = string
  default     = null
  validation {
    condition     = var.kms_key == null ? true : can(regex("^projects/.+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "A key is projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}

variable "deletion_protection" {
  description = "Whether jobs refuse to be deleted."
  type        = bool
  default     = true
}

variable "starters" {
  description = "Who starts jobs, beside each job itself: name => member."
  type        = map(string)
  validation {
    condition     = alltrue([for member in var.starters : startswith(member, "serviceAccount:")])
    error_message = "Only service accounts start jobs."
  }
}

variable "jobs" {
  description = "The jobs, by step."
  type = map(object({
    image           = string
    cpu             = number
    memory_mib      = number
    timeout_s       = number
    retries         = number
    gpu             = string
    service_account = string
    environment     = map(string)
    secrets         = optional(map(object({ secret = string, version = string, file = bool })), {})
    mounts          = map(string)
  }))
  validation {
    condition     = alltrue([for made in var.jobs : strcontains(made.image, "@sha256:")])
    error_message = "An image is named by its digest, NAME@sha256:..., so that nobody changes what runs."
  }
  validation {
    condition     = alltrue([for made in var.jobs : contains(["", "nvidia-l4"], made.gpu) && made.timeout_s <= 3600 && made.retries <= 10])
    error_message = "Cloud Run: an L4 or none, an hour with one, ten retries at most."
  }
}
