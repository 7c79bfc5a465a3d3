"""What a home of the cloud keeps of somebody beside its ledger, store, deliveries and records."""
