# What is deployed, from the two files that say so: catalog.json (the table of steps) and images.json.

locals {
  steps    = jsondecode(file("${path.module}/../../catalog.json")).steps
  images   = jsondecode(file("${path.module}/../../images.json"))
  image_of = merge([for image, made in local.images : { for entry in made.serves : entry => image }]...)
  by_entry = { for step in local.steps : step.entry => step... }
}
