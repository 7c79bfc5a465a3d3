output "told" {
  description = "What each deployable is told: its name => variable => secret and version."
  value = {
    for reader in keys(var.members) : reader => {
      for name, secret in var.secrets : secret.variable => {
        secret  = google_secret_manager_secret.secret[name].secret_id
        version = secret.version
        file    = secret.file
      } if secret.version != null && contains(secret.readers, reader)
    }
  }
}
