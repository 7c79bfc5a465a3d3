# What takes longer than a function may: one Cloud Run job for each step, started by the home itself (dropcut.cloud.run_jobs).

resource "google_cloud_run_v2_job" "job" {
  for_each = var.jobs

  name                = "dropcut-${replace(each.key, "_", "-")}"
  location            = var.region
  deletion_protection = var.deletion_protection

  template {
    parallelism = each.value.gpu == "" ? var.parallelism.cpu : var.parallelism.gpu

    template {
      service_account               = each.value.service_account
      timeout                       = "${each.value.timeout_s}s"
      max_retries                   = each.value.retries
      execution_environment         = "EXECUTION_ENVIRONMENT_GEN2"
      encryption_key                = var.kms_key
      gpu_zonal_redundancy_disabled = each.value.gpu == "" ? null : !var.gpu_zonal_redundancy

      dynamic "node_selector" {
        for_each = each.value.gpu == "" ? [] : [each.value.gpu]
        content {
          accelerator = node_selector.value
        }
      }

      containers {
        image = each.value.image

        resources {
          limits = merge(
            { cpu = tostring(each.value.cpu), memory = "${each.value.memory_mib}Mi" },
            each.value.gpu == "" ? {} : { "nvidia.com/gpu" = "1" },
          )
        }

        dynamic "env" {
          for_each = merge(each.value.environment, local.files[each.key])
          content {
            name  = env.key
            value = env.value
          }
        }

        dynamic "env" {
          for_each = { for variable, secret in each.value.secrets : variable => secret if !secret.file }
          content {
            name = env.key
            value_source {
              secret_key_ref {
                secret  = env.value.secret
                version = env.value.version
              }
            }
          }
        }

        dynamic "volume_mounts" {
          for_each = each.value.mounts
          content {
            name       = volume_mounts.key
            mount_path = "${var.mount}/${volume_mounts.value}"
          }
        }

        dynamic "volume_mounts" {
          for_each = { for variable, secret in each.value.secrets : secret.secret => variable if secret.file }
          content {
            name       = volume_mounts.key
            mount_path = "/secrets/${volume_mounts.key}"
          }
        }
      }

      dynamic "volumes" {
        for_each = each.value.mounts
        content {
          name = volumes.key
          gcs {
            bucket    = volumes.value
            read_only = true
          }
        }
      }

      dynamic "volumes" {
        for_each = { for variable, secret in each.value.secrets : secret.secret => secret.version if secret.file }
        content {
          name = volumes.key
          secret {
            secret = volumes.key
            items {
              version = volumes.value
              path    = "value"
            }
          }
        }
      }
    }
  }

  lifecycle {
    ignore_changes = [client, client_version]
  }
}

locals {
  # Secrets that are told as files: the variable holds the path.
  files = {
    for step, made in var.jobs : step => {
      for variable, secret in made.secrets : variable => "/secrets/${secret.secret}/value" if secret.file
    }
  }

  # To start an execution one must also see which still run.
  starting = merge([
    for job, made in var.jobs : merge([
      for name, member in merge(var.starters, { own = "serviceAccount:${made.service_account}" }) : {
        for role in ["roles/run.jobsExecutorWithOverrides", "roles/run.viewer"] :
        "${job}/${name}/${role}" => { job = job, member = member, role = role }
      }
    ]...)
  ]...)
}

resource "google_cloud_run_v2_job_iam_member" "starter" {
  for_each = local.starting

  name     = google_cloud_run_v2_job.job[each.value.job].name
  location = var.region
  role     = each.value.role
  member   = each.value.member
}
