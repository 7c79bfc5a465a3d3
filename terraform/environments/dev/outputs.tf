output "home" {
  description = "All that a newcomer asks for: where to drop, what to type, where the API is, with whom to share a folder of Drive."
  value       = module.home
}
