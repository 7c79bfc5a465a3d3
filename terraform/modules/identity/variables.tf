variable "accounts" {
  description = "Their names, and what each is for."
  type        = map(string)
  validation {
    condition     = alltrue([for name in keys(var.accounts) : can(regex("^[a-z][a-z0-9-]{1,21}$", name))])
    error_message = "With dropcut- before it a name has at most 30 small letters, digits and hyphens."
  }
}
