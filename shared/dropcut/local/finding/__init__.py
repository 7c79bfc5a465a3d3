"""`dropcut search`: what was found, and where it plays."""
