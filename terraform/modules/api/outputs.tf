output "address" {
  description = "The address that the domain's A record must name; null without a domain."
  value       = one([for address in google_compute_global_address.api : address.address])
}
