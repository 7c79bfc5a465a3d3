"""What a home of this machine keeps of somebody beside its ledger, store, folders and records."""
