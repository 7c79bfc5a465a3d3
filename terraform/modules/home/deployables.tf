# What each deployable is: its account, what it is told, what it may open, who calls it.

locals {
  topic    = "dropcut-work"
  audience = "dropcut-${var.project}"
  mount    = "/mnt/dropcut"
  number   = data.google_project.here.number

  # Cloud Run knows every service under this name, too, before it is there.
  drive_address = "https://dropcut-drive-${local.number}.${var.region}.run.app"
  api_host      = "dropcut-api-${local.number}.${var.region}.run.app"
  hosts         = var.domain == null ? [local.api_host] : [var.domain]

  steps       = module.catalog.functions
  job_entries = toset([for job in module.catalog.jobs : job.entry])
  others = {
    advance = "advances jobs"
    api     = "answers programs and pages"
    drive   = "looks at Google Drive"
    sweep   = "looks for what was forgotten"
  }
  deployables = merge(
    { for name in keys(local.steps) : name => "functions/${name}" },
    { for name in local.job_entries : name => "gpu_jobs/${name}" },
    { for name in keys(local.others) : name => "functions/${name}" },
  )
  callers = {
    clock    = "the clock's calls"
    pusher   = "Pub/Sub's pushes"
    receiver = "Eventarc's events"
  }
  builders = {
    builder  = "tests, builds, signs and plans"
    deployer = "applies what was approved"
  }
  deployed = { for name in keys(local.deployables) : name => module.identity.members[name] }

  # Everybody reads what was made; footage is opened by those whose steps look at it. What works, writes below store/.
  # Those who delete what somebody wants deleted (engine/deleting) do so everywhere. Deliveries and the page that says how a
  # drop stands lie in the outbox, and so does a review that somebody edited.
  opens_no_footage = ["deliver", "find", "overhear"]
  deletes          = ["api", "drive", "sweep"]
  readers = {
    inbox = { for name, member in local.deployed : name => member if !contains(local.opens_no_footage, name) }
    store = local.deployed
  }
  writers = merge(
    {
      for name, member in local.deployed : "store ${name}" => {
        bucket = "store", folders = contains(concat(local.deletes, ["advance", "deliver"]), name) ? ["store", "outbox"] : ["store"], member = member
      }
    },
    { for name in local.deletes : "inbox ${name}" => { bucket = "inbox", folders = ["inbox", "arriving"], member = local.deployed[name] } },
  )
  mounts = {
    for name in keys(local.deployables) : name => merge(
      { store = module.storage.store },
      contains(local.opens_no_footage, name) ? {} : { inbox = module.storage.inbox },
    )
  }

  told = merge({
    DROPCUT_PROJECT    = var.project
    DROPCUT_REGION     = var.region
    DROPCUT_INBOX      = module.storage.inbox
    DROPCUT_STORE      = module.storage.store
    DROPCUT_TOPIC      = local.topic
    DROPCUT_DATABASE   = var.database
    DROPCUT_AUDIENCE   = local.audience
    DROPCUT_QUIET_S    = tostring(var.quiet_s)
    DROPCUT_PATIENCE_S = tostring(var.patience_s)

    # Whoever has something deleted is told when nobody can bring it back any more.
    DROPCUT_KEEP             = var.keep
    DROPCUT_SOFT_DELETE_DAYS = tostring(var.soft_delete_days)
    DROPCUT_PITR_DAYS        = "7"
    DROPCUT_BACKUP_DAYS      = tostring(max(var.backup_days.daily, var.backup_days.weekly))

    DROPCUT_ADDRESS = "https://${local.hosts[0]}"
  }, var.traces == 0 ? {} : local.tracing, var.environment)

  # Only those who tell people are told of mail, and of its password only they.
  tellers = ["advance", "sweep"]
  mail = var.mail == null ? {} : {
    for variable, said in {
      DROPCUT_MAIL_SERVER   = var.mail.server
      DROPCUT_MAIL_SECURITY = var.mail.security
      DROPCUT_MAIL_FROM     = var.mail.from
      DROPCUT_MAIL_USER     = var.mail.user
    } : variable => said if said != ""
  }
  secrets = merge(
    try(var.mail.user, "") == "" ? {} : {
      mail = { variable = "DROPCUT_MAIL_PASSWORD", version = var.mail.password_version, file = false, readers = local.tellers }
    },
    var.secrets,
  )
  tracing = {
    OTEL_EXPORTER_OTLP_ENDPOINT = "https://telemetry.googleapis.com"
    OTEL_RESOURCE_ATTRIBUTES    = "gcp.project_id=${var.project}"
    OTEL_TRACES_SAMPLER         = "parentbased_traceidratio"
    OTEL_TRACES_SAMPLER_ARG     = tostring(var.traces)
  }
  working = merge(local.told, { DROPCUT_MOUNT = local.mount })

  step_functions = {
    for name, made in local.steps : name => {
      description     = "Runs ${join(", ", made.steps)}."
      image           = var.images[module.catalog.image_of["functions/${name}"]]
      cpu             = made.cpu
      memory_mib      = made.memory_mib
      timeout_s       = made.timeout_s
      concurrency     = made.concurrency
      max_instances   = var.max_instances
      service_account = module.identity.emails[name]
      environment     = merge(local.working, { DROPCUT_SENDERS = module.identity.emails["pusher"] })
      secrets         = module.secrets.told[name]
      mounts          = local.mounts[name]
      callers         = { pusher = module.identity.members["pusher"] }
    }
  }

  # These mount nothing: what they read of buckets is small, and what they must start is quick.
  small = { cpu = 1, memory_mib = 1024, timeout_s = 540 }
  other_functions = {
    sweep = merge(local.small, {
      description     = "Looks for what was forgotten, whenever the clock calls."
      image           = var.images[module.catalog.image_of["functions/sweep"]]
      concurrency     = 1
      max_instances   = 1
      service_account = module.identity.emails["sweep"]
      environment     = merge(local.told, local.mail, { DROPCUT_SENDERS = module.identity.emails["clock"], DROPCUT_COPIES_MIB = "256" })
      secrets         = module.secrets.told["sweep"]
      callers         = { clock = module.identity.members["clock"] }
    })
    drive = merge(local.small, {
      description     = "Looks at Google Drive, whenever it pushes or the clock calls."
      image           = var.images[module.catalog.image_of["functions/drive"]]
      concurrency     = 4
      max_instances   = 4
      ingress         = "INGRESS_TRAFFIC_ALL"
      service_account = module.identity.emails["drive"]
      environment = merge(local.told, {
        DROPCUT_SENDERS       = module.identity.emails["clock"]
        DROPCUT_COPIES_MIB    = "256"
        DROPCUT_DRIVE         = join(",", [for folder, owner in var.drive_folders : "${owner}=${folder}"])
        DROPCUT_DRIVE_ADDRESS = local.drive_address
      })
      secrets = module.secrets.told["drive"]
      # Drive's pushes bring no token.
      callers = length(var.drive_folders) == 0 ? {} : { everybody = "allUsers" }
    })
    api = merge(local.small, {
      description     = "Answers programs and pages."
      image           = var.images[module.catalog.image_of["functions/api"]]
      timeout_s       = 900
      concurrency     = 80
      max_instances   = var.max_instances
      ingress         = var.domain == null ? "INGRESS_TRAFFIC_ALL" : "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
      service_account = module.identity.emails["api"]
      environment = merge(local.told, {
        DROPCUT_SENDERS           = module.identity.emails["clock"]
        DROPCUT_COPIES_MIB        = "256"
        DROPCUT_HOSTS             = join(",", local.hosts)
        DROPCUT_CLIENTS           = join(",", var.sign_in.clients)
        DROPCUT_ISSUERS           = var.sign_in.issuers
        DROPCUT_ADMINS            = join(",", var.sign_in.admins)
        DROPCUT_ORIGINS           = join(",", var.sign_in.origins)
        DROPCUT_REQUESTS_A_MINUTE = tostring(var.sign_in.requests_a_minute)
      })
      secrets = module.secrets.told["api"]
      callers = { everybody = "allUsers" }
      health  = { path = "/health", host = local.hosts[0] }
    })
  }

  # Cloud Run builds the addresses of one project and region alike, so that another service tells this one's.
  advance_addresses = [
    "https://dropcut-advance-${local.number}.${var.region}.run.app",
    replace(module.functions.uris["sweep"], "dropcut-sweep", "dropcut-advance"),
  ]
  advance = {
    advance = merge(local.small, {
      description     = "Advances jobs: when a message says so, and when a drop changes in the inbox."
      image           = var.images[module.catalog.image_of["functions/advance"]]
      concurrency     = 8
      max_instances   = var.max_instances
      service_account = module.identity.emails["advance"]
      environment = merge(local.told, local.mail, {
        DROPCUT_AUDIENCE   = join(",", concat([local.audience], local.advance_addresses))
        DROPCUT_SENDERS    = join(",", [module.identity.emails["pusher"], module.identity.emails["receiver"]])
        DROPCUT_COPIES_MIB = "256"
      })
      secrets = module.secrets.told["advance"]
      callers = { for name in ["pusher", "receiver"] : name => module.identity.members[name] }
    })
  }

  jobs = {
    for step, made in module.catalog.jobs : step => {
      image           = var.images[module.catalog.image_of["gpu_jobs/${made.entry}"]]
      cpu             = made.cpu
      memory_mib      = made.memory_mib
      timeout_s       = made.timeout_s
      retries         = made.retries
      gpu             = made.gpu
      service_account = module.identity.emails[made.entry]
      environment     = merge(local.working, { DROPCUT_SENDERS = module.identity.emails["pusher"] })
      secrets         = module.secrets.told[made.entry]
      mounts          = local.mounts[made.entry]
    }
  }

  calls = merge(
    {
      sweep = { uri = module.functions.uris["sweep"], description = "What was forgotten is looked for.", deadline_s = 540 }
    },
    length(var.drive_folders) == 0 ? {} : {
      drive = { uri = module.functions.uris["drive"], description = "Google Drive is looked at.", deadline_s = 540 }
    },
  )
}
