variable "region" {
  description = "Where functions run."
  type        = string
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region, such as europe-west1."
  }
}

variable "audience" {
  description = "For whom the tokens of callers are."
  type        = string
  validation {
    condition     = length(var.audience) > 0
    error_message = "A token is for somebody."
  }
}

variable "mount" {
  description = "The folder below which buckets are mounted, each under its own name."
  type        = string
  validation {
    condition     = can(regex("^/[a-z/]+[a-z]$", var.mount)) && !can(regex("^/(dev|proc|sys)(/|$)", var.mount))
    error_message = "A folder of its own, such as /mnt/dropcut."
  }
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
  description = "Whether services refuse to be deleted."
  type        = bool
  default     = true
}

variable "functions" {
  description = "The functions, by the folder that each is made from."
  type = map(object({
    description     = string
    image           = string
    cpu             = number
    memory_mib      = number
    timeout_s       = number
    concurrency     = number
    max_instances   = number
    ingress         = optional(string, "INGRESS_TRAFFIC_INTERNAL_ONLY")
    service_account = string
    environment     = map(string)
    secrets         = optional(map(object({ secret = string, version = string, file = bool })), {})
    mounts          = optional(map(string), {})
    callers         = map(string)
    health          = optional(object({ path = string, host = string }))
  }))
  validation {
    condition     = alltrue([for made in var.functions : strcontains(made.image, "@sha256:")])
    error_message = "An image is named by its digest, NAME@sha256:..., so that nobody changes what runs."
  }
  validation {
    condition     = alltrue([for made in var.functions : made.timeout_s <= 3600 && made.concurrency >= 1 && made.max_instances >= 1])
    error_message = "A function answers within an hour, one request at a time at least, in one instance at least."
  }
}
