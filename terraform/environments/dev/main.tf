# To try changes: small, and easy to take down again.

locals {
  environment = "dev"
}

module "home" {
  source = "../../modules/home"

  name                = local.environment
  project             = var.project
  region              = var.region
  images              = var.images
  sign_in             = var.sign_in
  budget              = var.budget
  notification_emails = var.notification_emails
  drive_folders       = var.drive_folders
  domain              = var.domain
  armor               = var.armor
  ssl_policy          = var.ssl_policy
  database            = var.database
  kms_key             = var.kms_key
  inbox_days          = var.inbox_days
  keep                = var.keep
  traces              = var.traces
  runbooks            = var.runbooks
  environment         = var.environment
  mail                = var.mail
  secrets             = var.secrets
  pipeline            = var.source_code

  deletion_protection = false
  soft_delete_days    = 7
  backup_days         = { daily = 2, weekly = 7 }
  max_instances       = 5
  parallelism         = { cpu = 5, gpu = 1 }
}
