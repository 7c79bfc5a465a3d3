# What answers requests: one Cloud Run service for each function, down to none when nothing happens.

locals {
  # Secrets that are told as files: the variable holds the path.
  files = {
    for name, made in var.functions : name => {
      for variable, secret in made.secrets : variable => "/secrets/${secret.secret}/value" if secret.file
    }
  }
}

resource "google_cloud_run_v2_service" "function" {
  for_each = var.functions

  name                = "dropcut-${each.key}"
  location            = var.region
  description         = each.value.description
  ingress             = each.value.ingress
  custom_audiences    = [var.audience]
  deletion_protection = var.deletion_protection

  template {
    service_account                  = each.value.service_account
    timeout                          = "${each.value.timeout_s}s"
    max_instance_request_concurrency = each.value.concurrency
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"
    encryption_key                   = var.kms_key

    scaling {
      min_instance_count = 0
      max_instance_count = each.value.max_instances
    }

    containers {
      image = each.value.image

      resources {
        limits            = { cpu = tostring(each.value.cpu), memory = "${each.value.memory_mib}Mi" }
        cpu_idle          = true
        startup_cpu_boost = true
      }

      dynamic "env" {
        for_each = merge(each.value.environment, local.files[each.key], {
          FUNCTION_SOURCE = "functions/${each.key}/main.py"
          FUNCTION_TARGET = each.key
          THREADS         = tostring(each.value.concurrency)
        })
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

      dynamic "startup_probe" {
        for_each = each.value.health == null ? [] : [each.value.health]
        content {
          period_seconds    = 2
          timeout_seconds   = 2
          failure_threshold = 30
          http_get {
            path = startup_probe.value.path
            http_headers {
              name  = "Host"
              value = startup_probe.value.host
            }
          }
        }
      }

      dynamic "liveness_probe" {
        for_each = each.value.health == null ? [] : [each.value.health]
        content {
          period_seconds    = 30
          timeout_seconds   = 5
          failure_threshold = 3
          http_get {
            path = liveness_probe.value.path
            http_headers {
              name  = "Host"
              value = liveness_probe.value.host
            }
          }
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

  # Which revision is asked is the roll-out's to say (.ci/roll-out), not of whoever describes a service.
  lifecycle {
    ignore_changes = [traffic, client, client_version]
  }
}

resource "google_cloud_run_v2_service_iam_member" "caller" {
  for_each = merge([
    for function, made in var.functions : {
      for name, member in made.callers : "${function}/${name}" => { function = function, member = member }
    }
  ]...)
  #checkov:skip=CKV_GCP_102:Only drive and api are callable by everybody: the first believes nothing but its channels' secrets and Google's tokens, the second signs people in.
  name     = google_cloud_run_v2_service.function[each.value.function].name
  location = var.region
  role     = "roles/run.invoker"
  member   = each.value.member
}
