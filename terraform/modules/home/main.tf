# A whole home, put together. Environments say how large and how careful; this says how the parts fit.

data "google_project" "here" {
  project_id = var.project
}

data "google_storage_project_service_account" "agent" {
  project = var.project
}

module "catalog" {
  source = "../catalog"
}

module "apis" {
  source = "../apis"
}

module "identity" {
  source     = "../identity"
  accounts   = merge(local.deployables, local.callers, var.pipeline == null ? {} : local.builders)
  depends_on = [module.apis]
}

module "encryption" {
  source         = "../encryption"
  project_number = data.google_project.here.number
  storage_agent  = data.google_storage_project_service_account.agent.member
  kms_key        = var.kms_key
  depends_on     = [module.apis]
}

module "storage" {
  source           = "../storage"
  project          = var.project
  region           = var.region
  topic            = local.topic
  database         = var.database
  inbox_days       = var.inbox_days
  soft_delete_days = var.soft_delete_days
  origins          = [for host in local.hosts : "https://${host}"]
  kms_key          = module.encryption.kms_key
  readers          = local.readers
  writers          = local.writers
  depends_on       = [module.apis]
}

module "firestore" {
  source              = "../firestore"
  project             = var.project
  database            = var.database
  location            = coalesce(var.firestore_location, var.region)
  backup_days         = var.backup_days
  deletion_protection = var.deletion_protection
  kms_key             = module.encryption.kms_key
  users               = local.deployed
  depends_on          = [module.apis]
}

# They write what they did, and read nothing of it.
resource "google_project_iam_member" "traced" {
  for_each = var.traces == 0 ? {} : local.deployed

  project = var.project
  role    = "roles/telemetry.tracesWriter"
  member  = each.value
}

module "registry" {
  source     = "../registry"
  region     = var.region
  kms_key    = module.encryption.kms_key
  writers    = { for name, member in module.identity.members : name => member if name == "builder" }
  depends_on = [module.apis]
}

module "secrets" {
  source     = "../secrets"
  region     = var.region
  secrets    = local.secrets
  members    = local.deployed
  kms_key    = module.encryption.kms_key
  depends_on = [module.apis]
}

module "functions" {
  source              = "../functions"
  region              = var.region
  audience            = local.audience
  mount               = local.mount
  kms_key             = module.encryption.kms_key
  deletion_protection = var.deletion_protection
  functions           = merge(local.step_functions, local.other_functions)
}

# Beside the others, because Eventarc's tokens are for its own address, which only another one of the project can tell.
module "advance" {
  source              = "../functions"
  region              = var.region
  audience            = local.audience
  mount               = local.mount
  kms_key             = module.encryption.kms_key
  deletion_protection = var.deletion_protection
  functions           = local.advance
}

module "jobs" {
  source               = "../jobs"
  region               = var.region
  mount                = local.mount
  parallelism          = var.parallelism
  gpu_zonal_redundancy = var.gpu_zonal_redundancy
  kms_key              = module.encryption.kms_key
  deletion_protection  = var.deletion_protection
  starters             = { for name in ["advance", "sweep", "api"] : name => module.identity.members[name] }
  jobs                 = local.jobs
}

module "events" {
  source         = "../events"
  project        = var.project
  project_number = data.google_project.here.number
  region         = var.region
  inbox          = module.storage.inbox
  store          = module.storage.store
  storage_agent  = data.google_storage_project_service_account.agent.member
  steps          = merge([for name, made in module.catalog.functions : { for step in made.steps : step => module.functions.uris[name] }]...)
  advance        = { name = module.advance.names["advance"], uri = module.advance.uris["advance"] }
  audience       = local.audience
  pusher         = module.identity.emails["pusher"]
  receiver       = module.identity.emails["receiver"]
  publishers     = local.deployed
  kms_key        = module.encryption.kms_key
  depends_on     = [module.apis]
}

module "schedule" {
  source     = "../schedule"
  region     = var.region
  audience   = local.audience
  clock      = module.identity.emails["clock"]
  calls      = local.calls
  depends_on = [module.apis]
}

module "api" {
  source     = "../api"
  region     = var.region
  service    = module.functions.names["api"]
  domain     = var.domain
  armor      = var.armor
  ssl_policy = var.ssl_policy
  depends_on = [module.apis]
}

module "budget" {
  source          = "../budget"
  for_each        = toset(var.budget == null ? [] : ["month"])
  project         = var.project
  project_number  = data.google_project.here.number
  billing_account = var.budget.billing_account
  amount          = { units = var.budget.units, currency = var.budget.currency }
  channels        = module.observability.channels
  depends_on      = [module.apis]
}

module "observability" {
  source              = "../observability"
  project             = var.project
  prefix              = "dropcut"
  notification_emails = var.notification_emails
  functions           = merge(module.functions.names, module.advance.names)
  jobs                = module.jobs.names
  topics              = module.events.topics
  subscriptions       = merge(module.events.subscriptions, { dead_letters = module.events.dead_letters })
  runbooks            = var.runbooks
  depends_on          = [module.apis]
}

module "pipeline" {
  source       = "../pipeline"
  for_each     = toset(var.pipeline == null ? [] : ["here"])
  project      = var.project
  region       = var.region
  environment  = var.name
  registry     = module.registry.repository
  repository   = var.pipeline.repository
  branch       = var.pipeline.branch
  state_bucket = var.pipeline.state_bucket
  base_image   = var.pipeline.base_image
  models       = var.pipeline.models
  builder      = module.identity.emails["builder"]
  deployer     = module.identity.emails["deployer"]
  depends_on   = [module.apis]
}
