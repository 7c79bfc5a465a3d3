variable "project" {
  description = "The project of the home."
  type        = string
  validation {
    condition     = length(var.project) > 0
    error_message = "A project has an id."
  }
}

variable "project_number" {
  description = "Its number, by which Google names its agents."
  type        = string
  validation {
    condition     = length(var.project_number) > 0
    error_message = "A project has a number."
  }
}

variable "region" {
  description = "Where messages are kept, and where the inbox lies."
  type        = string
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "A region, such as europe-west1."
  }
}

variable "inbox" {
  description = "The bucket whose objects tell when they come and go."
  type        = string
  validation {
    condition     = length(var.inbox) > 0
    error_message = "A bucket has a name."
  }
}

variable "store" {
  description = "The bucket in whose outboxes reviews are edited."
  type        = string
  validation {
    condition     = length(var.store) > 0
    error_message = "A bucket has a name."
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

variable "steps" {
  description = "Where each step that a function runs is pushed to, by step."
  type        = map(string)
  validation {
    condition     = length(var.steps) > 0
    error_message = "Some steps are run by functions."
  }
}

variable "advance" {
  description = "The function that advances jobs: its service, and where it is."
  type        = object({ name = string, uri = string })
  validation {
    condition     = length(var.advance.name) > 0
    error_message = "A service has a name."
  }
}

variable "audience" {
  description = "For whom the tokens of pushes are."
  type        = string
  validation {
    condition     = length(var.audience) > 0
    error_message = "A token is for somebody."
  }
}

variable "pusher" {
  description = "The address of the account by which Pub/Sub calls functions."
  type        = string
  validation {
    condition     = length(var.pusher) > 0
    error_message = "An account has an address."
  }
}

variable "receiver" {
  description = "The address of the account by which Eventarc calls functions."
  type        = string
  validation {
    condition     = length(var.receiver) > 0
    error_message = "An account has an address."
  }
}

variable "publishers" {
  description = "Who sends messages: name => member."
  type        = map(string)
  validation {
    condition     = alltrue([for member in var.publishers : startswith(member, "serviceAccount:")])
    error_message = "Only service accounts send messages."
  }
}

variable "ack_deadline_s" {
  description = "How long a function may work on a message before another one is given it."
  type        = number
  default     = 600
  validation {
    condition     = var.ack_deadline_s >= 10 && var.ack_deadline_s <= 600
    error_message = "Pub/Sub takes 10 to 600 seconds."
  }
}

variable "deliveries" {
  description = "How often a message is brought before it is put among the dead letters."
  type        = number
  default     = 10
  validation {
    condition     = var.deliveries >= 5 && var.deliveries <= 100
    error_message = "Pub/Sub takes 5 to 100."
  }
}

variable "kms_key" {
  description = "The key by which messages are encrypted; null for Google's own."
  type        = string
  default     = null
  validation {
    condition     = var.kms_key == null ? true : can(regex("^projects/.+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "A key is projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}
