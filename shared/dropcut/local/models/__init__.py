"""Models on this machine: fetched with consent, brought, verified, listed."""
