output "functions" {
  description = "The functions that run steps, by folder: the most that any of their steps asks for."
  value = {
    for entry, steps in local.by_entry : trimprefix(entry, "functions/") => {
      steps       = steps[*].step
      cpu         = max(steps[*].cpu...)
      memory_mib  = max(steps[*].memory_mib...)
      timeout_s   = max(steps[*].timeout_s...)
      concurrency = min(steps[*].concurrency...)
    } if startswith(entry, "functions/")
  }
}

output "jobs" {
  description = "The Cloud Run jobs, one for each step that runs as one, by step."
  value = {
    for step in local.steps : step.step => {
      entry      = trimprefix(step.entry, "gpu_jobs/")
      cpu        = step.cpu
      memory_mib = step.memory_mib
      timeout_s  = step.timeout_s
      retries    = step.retries
      gpu        = step.gpu
    } if step.runs == "gpu_job"
  }
}

output "image_of" {
  description = "Which image an entry point (functions/NAME or gpu_jobs/NAME) runs in."
  value       = local.image_of
}

output "images" {
  description = "The images that must have been built."
  value       = keys(local.images)
}
