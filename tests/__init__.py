"""The tests, by what they promise; `make test` runs all but the soak."""
