"""The ledger on Firestore: see docs/decisions/0032-the-ledger-on-firestore.md for how its documents lie."""
