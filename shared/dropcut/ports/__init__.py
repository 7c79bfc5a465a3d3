"""Contracts of what differs between the two homes. A docstring here IS the contract; `tests/conformance/` holds each to it."""
