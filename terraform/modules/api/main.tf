# A name of one's own before the API: an address, a certificate, and a guard that counts requests. Nothing of it without a domain.

locals {
  domains = toset(var.domain == null ? [] : [var.domain])
}

resource "google_compute_global_address" "api" {
  for_each = local.domains
  name     = "dropcut-api"
}

resource "google_compute_managed_ssl_certificate" "api" {
  for_each = local.domains
  name     = "dropcut-api"
  managed {
    domains = [each.key]
  }
}

resource "google_compute_region_network_endpoint_group" "api" {
  for_each              = local.domains
  name                  = "dropcut-api"
  region                = var.region
  network_endpoint_type = "SERVERLESS"
  cloud_run {
    service = var.service
  }
}

resource "google_compute_security_policy" "api" {
  for_each    = toset(var.armor.enabled ? local.domains : [])
  name        = "dropcut-api"
  description = "Who asks too often from one address is refused."

  rule {
    action      = "deny(403)"
    priority    = 1000
    description = "Requests that are known to exploit log4j."
    match {
      expr {
        expression = "evaluatePreconfiguredExpr('cve-canary')"
      }
    }
  }

  rule {
    action      = "throttle"
    priority    = 2000
    description = "So many requests of one address a minute."
    match {
      versioned_expr = "SRC_IPS_V1"
      config {
        src_ip_ranges = ["*"]
      }
    }
    rate_limit_options {
      conform_action = "allow"
      exceed_action  = "deny(429)"
      enforce_on_key = "IP"
      rate_limit_threshold {
        count        = var.armor.requests_a_minute
        interval_sec = 60
      }
    }
  }

  rule {
    action      = "allow"
    priority    = 2147483647
    description = "Everything else."
    match {
      versioned_expr = "SRC_IPS_V1"
      config {
        src_ip_ranges = ["*"]
      }
    }
  }
}

resource "google_compute_backend_service" "api" {
  for_each              = local.domains
  name                  = "dropcut-api"
  protocol              = "HTTPS"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  security_policy       = try(google_compute_security_policy.api[each.key].id, null)
  backend {
    group = google_compute_region_network_endpoint_group.api[each.key].id
  }
  # Its lines would hold the addresses of requests, which name owners and drops; refusals are counted all the same.
  log_config {
    enable = false
  }
}

resource "google_compute_url_map" "api" {
  for_each        = local.domains
  name            = "dropcut-api"
  default_service = google_compute_backend_service.api[each.key].id
}

resource "google_compute_target_https_proxy" "api" {
  for_each         = local.domains
  name             = "dropcut-api"
  url_map          = google_compute_url_map.api[each.key].id
  ssl_certificates = [google_compute_managed_ssl_certificate.api[each.key].id]
  ssl_policy       = var.ssl_policy
}

resource "google_compute_global_forwarding_rule" "api" {
  for_each              = local.domains
  name                  = "dropcut-api"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.api[each.key].id
  target                = google_compute_target_https_proxy.api[each.key].id
  port_range            = "443"
}
