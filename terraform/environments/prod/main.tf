# What people rely on: protected, and large enough.

locals {
  environment = "prod"
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

  deletion_protection = true
  soft_delete_days    = 30
  backup_days         = { daily = 14, weekly = 98 }
  max_instances       = 50
  parallelism         = { cpu = 50, gpu = 5 }
}
