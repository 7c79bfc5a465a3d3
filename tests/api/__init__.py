"""The API, over a home in memory: everything is real but time."""
