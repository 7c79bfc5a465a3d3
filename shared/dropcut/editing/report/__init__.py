"""The report of a cut: as a value, and drawn as one page that needs nothing beside it."""
