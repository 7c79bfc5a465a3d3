"""The entry points as they are deployed: real servers, real processes."""
