"""The rules by which everything is recorded, without a store."""
